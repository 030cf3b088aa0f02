import type { Scan } from "./reader";

const waiting: Scan[] = [];

/** Keeps a scan that was made elsewhere until Venta is on screen. */
export function keepForSale(scan: Scan): void {
  waiting.push(scan);
}

/** The kept scans, oldest first; they are handed over once. */
export function takeKept(): Scan[] {
  return waiting.splice(0);
}
