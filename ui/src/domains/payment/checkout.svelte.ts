import { api, newKey, NoAnswerError, ProblemError, type Cart, type ChangeQuote, type Paid, type Tender } from "$api";
import { play } from "$lib/sounds";

const printKey = "caserita.print";
export const tenders: readonly Tender[] = ["cash", "yape", "plin", "card", "transfer"];

/** Where the sale being paid lives. */
export interface Basket {
  readonly value: Cart | null;
  set(cart: Cart): void;
  refresh(): Promise<void>;
}

/**
 * Taking the money for one sale: any mix of wallets, card and transfer first, cash for what remains.
 * What is due, what is short and the change all come from the API.
 */
export class Checkout {
  tender = $state<Tender>("cash");
  /** What the customer handed over in cash; null is exact. */
  received = $state<number | null>(null);
  /** What goes with the chosen tender when it is not cash. */
  amount = $state<number | null>(null);
  code = $state("");
  #prints = $state(localStorage.getItem(printKey) !== "no");
  /** The customer of a paper written by hand holds it already: a ticket besides is for once. */
  #printsBesides = $state(false);
  quote = $state.raw<ChangeQuote | null>(null);
  /** A call is in flight: nothing can be pressed twice. */
  busy = $state(false);
  error = $state.raw<unknown>(null);
  /** A step was asked for and no answer came: only asking for the very same again is safe. */
  unsure = $state(false);
  /** One key a step, kept until the step has an answer. */
  #keys = { payment: newKey(), sale: newKey() };
  #quoteTurn = 0;
  #addingNotes = false;

  constructor(
    private readonly basket: Basket,
    private readonly paid: (paid: Paid) => void,
  ) {}

  get cart(): Cart | null {
    return this.basket.value;
  }

  /** Nothing is left to take. */
  get covered(): boolean {
    return this.cart !== null && this.cart.remaining <= 0;
  }

  choose(tender: Tender): void {
    if (this.busy || this.unsure || (this.covered && tender !== "cash")) return;
    this.tender = tender;
    this.amount = tender === "cash" ? null : (this.cart?.remaining ?? null);
    this.code = "";
    this.error = null;
  }

  /** What was typed as received. */
  receive(centimos: number | null): void {
    this.received = centimos;
    this.#addingNotes = false;
    void this.#ask();
  }

  /** A note pressed: the next one is laid on top of it. */
  receiveNote(value: number): void {
    const onTable = this.#addingNotes ? (this.received ?? 0) : 0;
    this.receive(onTable + value);
    this.#addingNotes = true;
  }

  receiveExact(): void {
    this.receive(this.cart?.cash_due ?? null);
  }

  /** A ticket will be printed. */
  get print(): boolean {
    return this.cart?.by_hand ? this.#printsBesides : this.#prints;
  }

  togglePrint(): void {
    if (this.cart?.by_hand) {
      this.#printsBesides = !this.#printsBesides;
      return;
    }
    this.#prints = !this.#prints;
    localStorage.setItem(printKey, this.#prints ? "yes" : "no");
  }

  /** The main act: first the payment being written, then the sale itself once all is covered. */
  async confirm(): Promise<void> {
    if (this.busy || !this.cart || this.cart.lines.length === 0) return;
    this.busy = true;
    this.error = null;
    try {
      const { tender } = this;
      if (tender !== "cash" && !this.covered) await this.#addPayment(tender);
      if (tender === "cash" || this.covered) await this.#pay();
    } catch (error) {
      await this.#failed(error);
    } finally {
      this.busy = false;
    }
  }

  async removePayment(id: string): Promise<void> {
    if (this.busy || this.unsure) return;
    this.busy = true;
    try {
      this.basket.set(await api.cart.removePayment(id));
      this.tender = "cash";
      await this.#ask();
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }

  async #addPayment(tender: Exclude<Tender, "cash">): Promise<void> {
    const operation_code = this.code.trim() || undefined;
    const amount = this.amount ?? 0;
    this.basket.set(await api.cart.addPayment({ tender, amount, operation_code }, this.#keys.payment));
    this.#keys.payment = newKey();
    this.unsure = false;
    this.code = "";
    this.amount = null;
    if (!this.covered) this.tender = "cash";
    await this.#ask();
  }

  async #pay(): Promise<void> {
    const cart = this.cart;
    if (!cart) return;
    const cash_received = this.covered ? null : this.received;
    const paid = await api.cart.pay(
      { expected_total: cart.totals.total, cash_received, print: this.print },
      this.#keys.sale,
    );
    this.#keys.sale = newKey();
    this.unsure = false;
    this.basket.set(paid.cart);
    play("paid");
    this.paid(paid);
  }

  async #failed(error: unknown): Promise<void> {
    this.error = error;
    play("blocked");
    this.unsure = error instanceof NoAnswerError;
    // A refusal is an answer: the next try is another act. Without an answer it is still the same one.
    if (error instanceof ProblemError) {
      this.#keys = { payment: newKey(), sale: newKey() };
      if (error.code === "payment.total_changed") await this.basket.refresh();
    }
  }

  async #ask(): Promise<void> {
    const turn = ++this.#quoteTurn;
    if (this.received === null) {
      this.quote = null;
      return;
    }
    try {
      const quote = await api.cart.change(this.received);
      if (turn === this.#quoteTurn) this.quote = quote;
    } catch (error) {
      if (turn === this.#quoteTurn) this.error = error;
    }
  }
}
