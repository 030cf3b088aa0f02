/** Hands and a scanner for tests: key presses at exact moments, on a clock that only the test moves. */
import { vi } from "vitest";

/** A steady clock in milliseconds; `vi.useFakeTimers()` must be on. */
let now = 1000;

function wait(ms: number): void {
  now += ms;
  vi.advanceTimersByTime(ms);
}

/** Presses one key where the focus is, and types it if nothing kept it. */
export function press(key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const target = document.activeElement ?? document.body;
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  Object.defineProperty(event, "timeStamp", { value: now });
  target.dispatchEvent(event);
  if (!event.defaultPrevented && key.length === 1 && !more.ctrlKey) insert(key);
  if (!event.defaultPrevented && key === "Enter" && document.activeElement instanceof HTMLButtonElement) {
    document.activeElement.click();
  }
  return event;
}

function insert(character: string): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  field.value += character;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Types as a quick person does. */
export function type(text: string, gap = 120): void {
  for (const character of text) {
    wait(gap);
    press(character);
  }
}

/** Scans as a wedge reader does; `end` is what it sends after the code, if anything. */
export function scan(code: string, { gap = 8, end = "Enter" as string | null } = {}): void {
  wait(200);
  for (const character of code) {
    wait(gap);
    press(character);
  }
  if (end === null) return;
  wait(gap);
  press(end);
}

/** Lets time pass without touching anything. */
export function rest(ms = 300): void {
  wait(ms);
}

/** Lets every promise that is ready go on. */
export async function settle(ms = 400): Promise<void> {
  now += ms;
  await vi.advanceTimersByTimeAsync(ms);
}
