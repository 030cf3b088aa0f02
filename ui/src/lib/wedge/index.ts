/**
 * The scanner of the till: a keyboard to the computer, told from fingers by its timing. It needs no focus,
 * nothing it types stays in a field, and scans are handled one after another in the order they came.
 */
import { forgetPending } from "$lib/hotkeys";
import { KeptFields } from "./fields";
import { Reader, scanSilence, type Scan } from "./reader";

export { keepForSale, takeKept } from "./waiting";
export { splitMultiplier, type Scan } from "./reader";

type Listener = (scan: Scan) => void | Promise<void>;

const listeners: Listener[] = [];
const reading = new Set<(now: boolean) => void>();

/** Hears scans until the returned function is called. Only the newest listener hears; one `behind` hears when it is alone. */
export function onScan(listener: Listener, { behind = false } = {}): () => void {
  if (behind) listeners.unshift(listener);
  else listeners.push(listener);
  return () => void listeners.splice(listeners.indexOf(listener), 1);
}

/** Told when a scan begins and ends, for the light of the scan field. */
export function onReading(told: (now: boolean) => void): () => void {
  reading.add(told);
  return () => void reading.delete(told);
}

class Queue {
  #waiting: Scan[] = [];
  #busy = false;

  async add(scan: Scan): Promise<void> {
    this.#waiting.push(scan);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      try {
        await listeners.at(-1)?.(next);
      } catch (error) {
        // One bad code must not silence the scanner.
        console.error("a scan was not handled", error);
      }
    }
    this.#busy = false;
  }
}

/** Starts listening to the keyboard of `target` until the returned function is called. */
export function startWedge(target: Window = window): () => void {
  const reader = new Reader();
  const fields = new KeptFields();
  const queue = new Queue();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function finish(scan: Scan) {
    fields.restore();
    for (const told of reading) told(false);
    if (scan.code) void queue.add(scan);
  }

  function keydown(event: KeyboardEvent) {
    if (event.isComposing) return;
    const { key, timeStamp: at, repeat } = event;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const verdict = reader.press({ key, at, repeat, modified });
    clearTimeout(timer);
    timer = setTimeout(() => {
      const scan = reader.silence();
      if (scan) finish(scan);
    }, scanSilence);
    if (verdict.before) finish(verdict.before);
    if (verdict.begins) fields.keep();
    if (verdict.from === "fingers") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    forgetPending();
    if (verdict.scan) finish(verdict.scan);
    else for (const told of reading) told(reader.reading);
  }

  target.addEventListener("keydown", keydown, { capture: true });
  return () => {
    clearTimeout(timer);
    target.removeEventListener("keydown", keydown, { capture: true });
  };
}
