import { api, ProblemError, type CartLine, type DocKind, type Paid, type SearchHit } from "$api";
import { NotApproved } from "$lib/approvals.svelte";
import { goHome } from "$lib/focus";
import { soles } from "$lib/format";
import { t } from "$lib/i18n";
import { session } from "$lib/session.svelte";
import { play } from "$lib/sounds";
import { toasts } from "$lib/toasts.svelte";
import { splitMultiplier, type Scan } from "$lib/wedge";
import { CartStore, ProductSearch } from "$domains/cart";
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
  | { kind: "discount" | "hold" | "customer" | "cash" | "discard" }
  | { kind: "check"; hit?: SearchHit };

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

  get selling(): boolean {
    return this.checkout === null && this.paid === null;
  }

  start(): () => void {
    return this.cart.start();
  }

  show(dialog: SaleDialog): void {
    if (this.selling) this.dialog = dialog;
  }

  /** Who buys can still be said while the money is taken: that is when they ask for a factura. */
  showCustomer(): void {
    if (!this.paid && !this.checkout?.busy && !this.checkout?.unsure) this.dialog = { kind: "customer" };
  }

  /** Says who buys. What the payment was refused for may be mended by it. */
  async setCustomer(id: string | null): Promise<unknown> {
    const cart = await this.cart.setCustomer(id);
    if (this.checkout) this.checkout.error = null;
    return cart;
  }

  /** Chooses the paper the sale ends in. */
  async setDocument(kind: DocKind): Promise<void> {
    if (this.paid || this.checkout?.busy || this.checkout?.unsure) return;
    const done = await this.act(() => this.cart.setDocument(kind));
    if (!done) return;
    this.said = t.documents.kinds[kind];
    if (this.checkout) this.checkout.error = null;
  }

  /** The next of the papers the shop can give. */
  async nextDocument(): Promise<void> {
    const { doc_kind, doc_kinds } = this.cart.value ?? { doc_kinds: [] };
    const next = doc_kinds[(doc_kinds.findIndex((kind) => kind === doc_kind) + 1) % doc_kinds.length];
    if (next && next !== doc_kind) await this.setDocument(next);
  }

  closeDialog(): void {
    this.dialog = null;
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
      this.backToSale();
      this.dialog = { kind: "weigh", what: answer.presentation };
    } else this.#refused(answer.problem ? new ProblemError(answer.problem) : null);
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
