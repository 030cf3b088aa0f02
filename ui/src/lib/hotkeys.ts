/**
 * Runs actions by name when their key is pressed.
 *
 * Whoever is on screen adds a layer of handlers; the newest layer is asked first, and a modal layer
 * keeps everything below it from hearing. Letters and signs typed into a field stay in the field,
 * unless the field says which it does not need:
 *
 * - `data-passes="letters"`: an amount field, where a letter can only be a key;
 * - `data-passes="arrows"`: a search field over a list, where arrows, Enter and Ins belong to the list;
 * - `data-passes="signs"`: a field of pieces, where `+` and `-` count up and down;
 * - `data-passes="up-down"`: the same, but Enter confirms the dialog it stands in;
 * - `data-passes="empty"`: signs, arrows, Supr and Enter count as keys while the field is empty.
 */
import { keys, type Action } from "./keys";

/** Answering `false` passes the key on to the next layer. */
export type Handler = (event: KeyboardEvent) => boolean | void;
export type Handlers = Partial<Record<Action, Handler>>;

interface Layer {
  handlers: Handlers;
  modal: boolean;
}

const layers: Layer[] = [];

/** Adds a layer and returns the way to take it off. */
export function addKeys(handlers: Handlers, { modal = false } = {}): () => void {
  const layer: Layer = { handlers, modal };
  layers.push(layer);
  return () => {
    const at = layers.indexOf(layer);
    if (at >= 0) layers.splice(at, 1);
  };
}

/** The name of the pressed key in the table: `F2`, `Ctrl+Enter`, `e`. */
export function chord(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // Shift with Ins pastes.
  if (event.shiftKey && key === "Insert") return "Shift+Insert";
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${key}`;
}

const editable = 'input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select, [contenteditable]';
const inField = /^(Enter|Delete|Backspace|Home|End|Insert|Arrow\w+)$/;
const repeatable = new Set(["+", "-", "ArrowUp", "ArrowDown"]);

/** Whether the focused element needs this key for itself. */
function keptBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement) || key.includes("Ctrl+") || key.includes("Alt+")) return false;
  if (target.closest(editable)) {
    if (key.length > 1 && !inField.test(key)) return false;
    const passes = target.dataset.passes ?? "";
    if (passes.includes("letters") && /^\p{L}$/u.test(key)) return false;
    if (passes.includes("signs") && /^[+-]$/.test(key)) return false;
    if (passes.includes("arrows") && /^(Enter|Insert|Arrow(Up|Down))$/.test(key)) return false;
    if (passes.includes("up-down") && /^Arrow(Up|Down)$/.test(key)) return false;
    const empty = target instanceof HTMLInputElement && target.value === "";
    return !(passes.includes("empty") && empty && (inField.test(key) || /^[^\p{L}\p{N}]$/u.test(key)));
  }
  return (key === "Enter" || key === " ") && target.closest("button, a, summary") !== null;
}

/** How long a letter or a digit waits to be sure that it is not the first of a scan, in milliseconds. */
const patience = 40;
let pending: ReturnType<typeof setTimeout> | undefined;

/** Drops a letter that turned out to be the beginning of a scan. */
export function forgetPending(): void {
  clearTimeout(pending);
}

/** Gives a pressed key to the layers, newest first. */
export function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const key = chord(event);
  if ((event.repeat && !repeatable.has(key)) || keptBy(event.target, key)) return;
  forgetPending();
  // The browser has its own use for these; on a till they would only surprise.
  if (/^F([1-9]|10|12)$/.test(event.key)) event.preventDefault();
  if (/^[\p{L}\p{N}]$/u.test(key)) {
    if (!heard(key)) return;
    event.preventDefault();
    pending = setTimeout(() => run(key, event), patience);
  } else if (run(key, event)) event.preventDefault();
}

/** Heard from behind any dialog: whoever leaves the till may lock it at once. */
const always: readonly Action[] = ["session.lock"];

/** The handlers that may hear `key`, newest first, down to the first modal layer. */
function* hearing(key: string): Generator<Handler> {
  let covered = false;
  for (const { handlers, modal } of [...layers].reverse()) {
    for (const [action, handler] of Object.entries(handlers) as [Action, Handler][]) {
      if (covered && !always.includes(action)) continue;
      if ((keys[action] as readonly string[]).includes(key)) yield handler;
    }
    covered ||= modal;
  }
}

function heard(key: string): boolean {
  return !hearing(key).next().done;
}

function run(key: string, event: KeyboardEvent): boolean {
  for (const handler of hearing(key)) if (handler(event) !== false) return true;
  return false;
}
