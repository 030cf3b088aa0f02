import {
  api,
  ProblemError,
  type ByHand,
  type Cart,
  type CartLine,
  type DocKind,
  type Paid,
  type SearchHit,
} from "$api";
import { NotApproved } from "$lib/approvals.svelte";
import { goHome } from "$lib/focus";
import { soles } from "$lib/format";
import { t } from "$lib/i18n";
import { session } from "$lib/session.svelte";
import { play } from "$lib/sounds";
import { toasts } from "$lib/toasts.svelte";
import { splitMultiplier, type Scan } from "$lib/wedge";
import { CartStore, paperKinds, paperName, ProductSearch } from "$domains/cart";
import { Checkout } from "$domains/payment";

/** Something sold by weight, about to be weighed: a new line, or one already in the basket. */
export interface ToWeigh {
  presentation_id: string;
  name: string;
  unit: string;
  price: number;
  line?: CartLine;
}

export type SaleDialog =
  | { kind: "weigh"; what: ToWeigh }
  | { kind: "quantity"; line: CartLine }
  | { kind: "discount" | "hold" | "customer" | "by_hand" | "cash" | "discard" }
  | { kind: "check"; hit?: SearchHit };

/** Dialogs whose fields would be lost if another took their place. */
const writing: ReadonlySet<SaleDialog["kind"]> = new Set(["customer", "by_hand"]);

/** Venta: what the keys, the scanner and the fingers do to the open sale. */
export class SaleController {
  cart = new CartStore();
  search = new ProductSearch();
  dialog = $state.raw<SaleDialog | null>(null);
  checkout = $state.raw<Checkout | null>(null);
  paid = $state.raw<Paid | null>(null);
  /** A code nobody knows, kept in sight until the next act. */
  unknown = $state<string | null>(null);
  error = $state.raw<unknown>(null);
  /** Said aloud after each scan. */
  said = $state("");
  /** The last paper written by hand: the next one is likely of the same pad. */
  lastByHand: ByHand | null = null;
  /** What was scanned while somebody wrote in a dialog, and is weighed after it. */
  #toWeigh: ToWeigh[] = [];

  get selling(): boolean {
    return this.checkout === null && this.paid === null;
  }

  start(): () => void {
    return this.cart.start();
  }

  show(dialog: SaleDialog): void {
    if (this.selling) this.dialog = dialog;
  }

  /** Nothing of the sale can be said any more: it is paid, or may be. */
  get #settled(): boolean {
    return Boolean(this.paid ?? this.checkout?.busy ?? this.checkout?.unsure);
  }

  /** Who buys can still be said while the money is taken: that is when they ask for a factura. */
  showCustomer(): void {
    if (!this.#settled) this.dialog = { kind: "customer" };
  }

  /** So can the paper that was already written by hand. */
  showByHand(): void {
    if (!this.#settled) this.dialog = { kind: "by_hand" };
  }

  /** Says who buys. What the payment was refused for may be mended by it. */
  async setCustomer(id: string | null): Promise<unknown> {
    const cart = await this.cart.setCustomer(id);
    if (this.checkout) this.checkout.error = null;
    return cart;
  }

  /** Chooses the paper the sale ends in. */
  async setDocument(kind: DocKind): Promise<void> {
    if (this.#settled || !(await this.act(() => this.cart.setDocument(kind)))) return;
    this.#papered(t.documents.kinds[kind]);
  }

  /** Says which pre-printed paper the sale was written on. A refusal is for the form. */
  async setByHand(paper: ByHand): Promise<Cart> {
    const cart = await this.cart.setByHand(paper);
    this.lastByHand = paper;
    this.#papered(t.sale.byHand.said(paperName(paper)));
    return cart;
  }

  async undoByHand(): Promise<void> {
    if (this.#settled || !(await this.act(() => this.cart.setByHand(null)))) return;
    this.#papered(t.sale.byHand.undone);
  }

  /** The next of the papers the shop can give; after the last comes one that was written by hand. */
  async nextDocument(): Promise<void> {
    const cart = this.cart.value;
    if (!cart || cart.doc_kinds.length < 2) return;
    const { doc_kind, doc_kinds } = cart;
    const next = cart.by_hand ? 0 : doc_kinds.indexOf(doc_kind) + 1;
    const kind = doc_kinds[next];
    if (kind) await this.setDocument(kind);
    else if (paperKinds(cart).length > 0) this.showByHand();
  }

  /** Goes on from the paper written by hand, without one, to the first of the others. */
  async skipByHand(): Promise<void> {
    this.closeDialog();
    const [first] = this.cart.value?.doc_kinds ?? [];
    if (first) await this.setDocument(first);
  }

  closeDialog(): void {
    const what = this.#toWeigh.shift();
    this.dialog = what ? { kind: "weigh", what } : null;
  }

  /** Runs an act of the cashier: a refusal is heard and stays in sight, and the focus goes home. */
  async act(what: () => Promise<unknown>): Promise<boolean> {
    this.#quiet();
    try {
      await what();
      return true;
    } catch (error) {
      if (!(error instanceof NotApproved)) this.#refused(error);
      return false;
    } finally {
      goHome();
    }
  }

  async scan({ code, quantity }: Scan): Promise<void> {
    if (!session.open || !session.current?.cash_open || this.checkout?.unsure) {
      play("blocked");
      return;
    }
    this.next();
    if (splitMultiplier(this.search.text).rest === "") this.search.clear();
    await this.act(() => this.#scan(code, quantity));
    if (this.checkout) this.checkout.receive(this.checkout.received);
  }

  /** Enter in the scan field. */
  async enter(): Promise<void> {
    const { quantity, rest } = this.search.entry;
    if (rest === "") {
      if (quantity !== null) await this.#setLitQuantity(quantity);
      else this.pay();
    } else if (/^\d{3,}$/.test(rest)) {
      const known = await this.act(() => this.#scan(rest, quantity));
      if (known && this.unknown === null) this.search.clear();
    } else if (this.search.settled && this.search.active) {
      await this.pick(this.search.active);
    }
  }

  /** Takes a product from the results, as many as the `3*` before the words says. */
  async pick(hit: SearchHit): Promise<void> {
    const { quantity } = this.search.entry;
    if (hit.weighed) {
      this.search.clear();
      this.show({ kind: "weigh", what: hit });
    } else if (await this.act(() => this.cart.add(hit.presentation_id, { quantity }))) {
      this.search.clear();
      this.announce();
    }
  }

  async step(units: 1 | -1): Promise<void> {
    await this.act(async () => {
      const gone = await this.cart.step(units);
      if (gone) this.#offerBack(gone);
    });
  }

  async removeLit(): Promise<void> {
    const line = this.cart.lit;
    if (line && (await this.act(() => this.cart.remove(line.line_no)))) this.#offerBack(line);
  }

  editQuantity(line: CartLine): void {
    const { presentation_id, name, unit, unit_price: price } = line;
    if (line.weighed) this.show({ kind: "weigh", what: { presentation_id, name, unit, price, line } });
    else this.show({ kind: "quantity", line });
  }

  /** Opens the payment in place. */
  pay(): void {
    if (!this.selling || this.cart.isEmpty) return;
    this.#quiet();
    this.dialog = null;
    this.search.clear();
    this.checkout = new Checkout(this.cart, (paid) => {
      this.checkout = null;
      this.paid = paid;
    });
  }

  backToSale(): void {
    this.checkout = null;
  }

  /** The next customer. */
  next(): void {
    this.paid = null;
  }

  async reprint(): Promise<void> {
    const last = this.cart.value?.previous;
    if (!last) {
      toasts.show(t.sale.nothingToReprint);
      return;
    }
    if (await this.act(() => api.sales.reprint(last.sale_id))) toasts.show(t.sale.reprinting(last.number));
  }

  async #scan(code: string, quantity: number | null): Promise<void> {
    const answer = await this.cart.scan(code, quantity);
    if (answer.outcome === "added") this.announce();
    else if (answer.outcome === "unknown") {
      play("unknown");
      this.unknown = answer.code;
    } else if (answer.outcome === "weigh" && answer.presentation) {
      play("ok");
      this.#weigh(answer.presentation);
    } else this.#refused(answer.problem ? new ProblemError(answer.problem) : null);
  }

  /** What is being written in another dialog is not lost: the scale waits. */
  #weigh(what: ToWeigh): void {
    this.backToSale();
    if (this.dialog && writing.has(this.dialog.kind)) this.#toWeigh.push(what);
    else this.dialog = { kind: "weigh", what };
  }

  /** Another paper was chosen. What the payment was refused for may be mended by it. */
  #papered(said: string): void {
    this.said = said;
    if (this.checkout) this.checkout.error = null;
  }

  async #setLitQuantity(quantity: number): Promise<void> {
    const line = this.cart.lit;
    this.search.clear();
    if (line) await this.act(() => this.cart.setQuantity(line.line_no, { quantity }));
  }

  /** Lets the cashier hear and a screen reader say what the last act brought. */
  announce(): void {
    play("ok");
    const { lit, value } = this.cart;
    if (lit && value) this.said = t.sale.added(lit.name, soles(value.totals.total));
  }

  #offerBack(line: CartLine): void {
    const { presentation_id, quantity } = line;
    toasts.show(t.sale.removed(line.name), () => void this.act(() => this.cart.add(presentation_id, { quantity })));
  }

  #refused(error: unknown): void {
    play("blocked");
    if (this.checkout) this.checkout.error = error;
    else this.error = error;
  }

  #quiet(): void {
    this.unknown = null;
    this.error = null;
  }
}
