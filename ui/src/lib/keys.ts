/**
 * The one table of keys. Buttons, the F1 help and the key handling all read it: an action is bound by
 * its name, never by its key.
 *
 * A key is written as `KeyboardEvent.key` says it (letters in lower case), with `Ctrl+`, `Alt+` or
 * `Shift+` in front where they are needed.
 */
export const keys = {
  "help.open": ["F1"],
  "sale.pay": ["F2"],
  "search.focus": ["F3"],
  "sale.customer": ["F4"],
  "customer.lookup": ["Ctrl+b"],
  "sale.document": ["Ctrl+d"],
  "sale.hold": ["F5"],
  "sale.discount": ["F6"],
  "sale.check": ["F7"],
  "sale.refund": ["F8"],
  "cash.menu": ["F9"],
  "sale.reprint": ["F10"],
  "session.lock": ["F12"],
  "sale.multiply": ["3*"],
  "line.more": ["+"],
  "line.less": ["-"],
  "line.remove": ["Delete"],
  "sale.exact": ["Enter"],
  "sale.discard": ["Ctrl+Delete"],
  "tender.cash": ["e"],
  "tender.yape": ["y"],
  "tender.plin": ["p"],
  "tender.card": ["t"],
  "tender.transfer": ["r"],
  "pay.confirm": ["Enter"],
  "pay.print": ["Ctrl+p"],
  "sale.next": ["Enter"],
  "menu.income": ["i"],
  "menu.withdrawal": ["r"],
  "menu.drawer": ["g"],
  "menu.screen": ["c"],
  "form.save": ["Ctrl+Enter"],
  "screen.main": ["F2"],
  "list.up": ["ArrowUp"],
  "list.down": ["ArrowDown"],
  "list.open": ["Enter"],
  "list.new": ["Insert"],
  "list.choose": ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
  "dialog.confirm": ["Enter"],
  "dialog.close": ["Escape"],
} as const satisfies Record<string, readonly string[]>;

export type Action = keyof typeof keys;

/** The order and grouping of the F1 help. */
export const helpGroups = {
  sale: [
    "sale.pay",
    "sale.exact",
    "search.focus",
    "sale.customer",
    "customer.lookup",
    "sale.document",
    "sale.hold",
    "sale.discount",
    "sale.check",
    "sale.refund",
    "cash.menu",
    "sale.reprint",
    "sale.discard",
  ],
  line: ["sale.multiply", "line.more", "line.less", "line.remove", "list.up", "list.down"],
  payment: [
    "tender.cash",
    "tender.yape",
    "tender.plin",
    "tender.card",
    "tender.transfer",
    "pay.print",
    "pay.confirm",
    "sale.next",
  ],
  everywhere: ["help.open", "session.lock", "list.open", "list.new", "screen.main", "form.save", "dialog.close"],
} as const satisfies Record<string, readonly Action[]>;

export type HelpGroup = keyof typeof helpGroups;

const labels: Record<string, string> = {
  Delete: "Supr",
  Escape: "Esc",
  Insert: "Ins",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** How one key is written on a button: `Supr`, `Ctrl Enter`, `E`. */
export function keyLabel(key: string): string {
  return key
    .split(/\+(?=.)/)
    .map((part) => labels[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(" ");
}

/** The first key of an action, as it is written on its button. */
export function keyOf(action: Action): string {
  return keyLabel(keys[action][0]);
}
