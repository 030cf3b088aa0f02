import type { DocState, FiscalStatus } from "$api";
import type { Tone } from "$shared";

const oneDay = 24 * 60 * 60 * 1000;

/** Days from one business day to another; negative once it is past. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / oneDay);
}

/** Whether SUNAT has not answered for it yet, so that its deadline runs. */
export function isPending(state: DocState): boolean {
  return ["issued", "queued", "sent", "exception"].includes(state);
}

/** Whether a person may send it again. */
export const canResend = isPending;

/** A day less than this many away is near. */
const near = 1;

/** How urgent the state of all documents is: only a person's work or a near deadline raises the voice. */
export function urgency({ days_left, trouble, next_try, broken, pending }: FiscalStatus): Tone {
  if (days_left != null && days_left < 0) return "danger";
  const waitsForPerson = Boolean(trouble) && !next_try;
  if (waitsForPerson || broken > 0 || (days_left != null && days_left <= near)) return "warn";
  return pending > 0 || trouble ? "info" : "ok";
}
