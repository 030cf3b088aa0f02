/**
 * Tells a scanner from fingers. A scanner types at least four characters with a mean of 35 ms or less
 * between them and ends with Enter, Tab or silence; no hand does that.
 *
 * Pure: it is given keys and times and says what each key was, so that every case can be tested.
 */
import { parseQuantity } from "$lib/format";

/** The longest mean time between the characters of a scan, in milliseconds. */
export const scanMean = 35;
/** A silence longer than this ends a scan, or shows that the keys were typed. */
export const scanGap = 60;
/**
 * How long to listen before a scan without terminator is taken to be over. Longer than the gap: on a busy computer
 * keys come late, each with the time at which it was pressed.
 */
export const scanSilence = 180;
/** Fewer characters than this are fingers. */
export const scanLength = 4;
/** A terminator that comes this late after a scan still belongs to it. */
export const tailGap = 150;

export interface Press {
  key: string;
  /** When it happened, in milliseconds of any steady clock. */
  at: number;
  /** Held down with Ctrl, Alt or Meta: how a scanner types a control character. */
  modified?: boolean;
  /** Repeated by the keyboard because it is held down. */
  repeat?: boolean;
}

/** What was scanned, and how many of it: thousandths from a `3*` typed before, or null. */
export interface Scan {
  code: string;
  quantity: number | null;
}

/** `fingers`: leave the key alone. `scanner`: nobody else may see it. */
export type Verdict = {
  from: "fingers" | "scanner";
  /** The scan that this key ended. */
  scan?: Scan;
  /** A scan that was over before this key was pressed. */
  before?: Scan;
  begins?: boolean;
};

const fingers: Verdict = { from: "fingers" };
const scanner: Verdict = { from: "scanner" };
const silentKeys = new Set(["Shift", "CapsLock", "Control", "Alt", "AltGraph", "Meta", "NumLock", "Dead"]);

const multiplied = /^(.*?)(\d+(?:[.,]\d{1,3})?)\*([^*]*)$/;

/** Splits `3*leche` into three units and what they are of. Without a multiplier the quantity is null. */
export function splitMultiplier(text: string): { quantity: number | null; rest: string } {
  const [, before, times, rest] = multiplied.exec(text.trim()) ?? [];
  const quantity = times === undefined || before !== "" ? null : parseQuantity(times);
  return quantity ? { quantity, rest: (rest ?? "").trim() } : { quantity: null, rest: text.trim() };
}

export class Reader {
  /** Keys of the present burst, not yet known to be typed. */
  #burst = "";
  #first = 0;
  #last = -Infinity;
  /** What fingers typed since the last key that ends an entry: holds a `3*` for the next scan. */
  #typed = "";
  #scannedAt = -Infinity;

  /** A scan is under way. */
  get reading(): boolean {
    if (this.#burst.length < scanLength) return false;
    return (this.#last - this.#first) / (this.#burst.length - 1) <= scanMean;
  }

  press(press: Press): Verdict {
    if (silentKeys.has(press.key)) return fingers;
    const before = press.at - this.#last > scanGap ? this.silence() : null;
    const verdict = this.#judge(press);
    return before ? { ...verdict, before } : verdict;
  }

  #judge({ key, at, modified = false, repeat = false }: Press): Verdict {
    if (key === "Enter" || key === "Tab") return this.#terminator(at);
    if (modified) return this.reading || at - this.#scannedAt <= tailGap ? scanner : fingers;
    if (key.length !== 1 || repeat) return this.#edited(key);
    return this.#character(key, at);
  }

  /** Called when no key came for `scanSilence`: a scan without terminator ends here. */
  silence(): Scan | null {
    if (this.reading) return this.#finish(this.#last);
    this.#typedAfterAll();
    return null;
  }

  #character(key: string, at: number): Verdict {
    const begins = this.#burst === "";
    if (begins) this.#first = at;
    this.#burst += key;
    this.#last = at;
    return this.reading ? scanner : { from: "fingers", begins };
  }

  #terminator(at: number): Verdict {
    if (this.reading) return { from: "scanner", scan: this.#finish(at) };
    if (at - this.#scannedAt <= tailGap) return scanner;
    this.#typedAfterAll();
    this.#typed = "";
    return fingers;
  }

  #edited(key: string): Verdict {
    this.#typedAfterAll();
    this.#typed = key === "Backspace" ? this.#typed.slice(0, -1) : "";
    return fingers;
  }

  #typedAfterAll(): void {
    this.#typed = (this.#typed + this.#burst).slice(-16);
    this.#burst = "";
  }

  #finish(at: number): Scan {
    const [, , times, rest] = multiplied.exec(this.#typed + this.#burst) ?? [];
    const code = printable(times === undefined ? this.#burst : (rest ?? ""));
    const quantity = times === undefined ? null : parseQuantity(times);
    this.#burst = this.#typed = "";
    this.#scannedAt = at;
    return { code, quantity: quantity || null };
  }
}

/** Leaves out control characters and the spaces around a code. */
function printable(code: string): string {
  return code.replace(/[\p{Cc}\p{Cf}]/gu, "").trim();
}
