import { api, type RefundQuote, type RefundQuoteInput, type Sale, type SaleLine, type SaleRefund } from "$api";
import { Act } from "$lib/act.svelte";
import { withApproval } from "$lib/approvals.svelte";
import { Live } from "$lib/live";

/** How long the hands rest before it is asked what a return comes to, in milliseconds. */
const resting = 150;
/** One unit, in thousandths. */
const unit = 1000;

/** A line of the sale and how much of it comes back. */
export class Returning {
  /** Thousandths; null while nothing, or nothing readable, is written. */
  quantity = $state<number | null>(null);
  restock = $state(true);

  constructor(readonly line: SaleLine) {}

  get picked(): boolean {
    return (this.quantity ?? 0) > 0;
  }

  /** One unit more or less, between nothing and all that is left. */
  step(by: 1 | -1): void {
    const next = Math.min((this.quantity ?? 0) + by * unit, this.line.left);
    this.quantity = next > 0 ? next : null;
  }

  all(): void {
    this.quantity = this.line.left;
  }
}

/** What a return is asked to come to, and for which question that was the answer. */
interface Answered {
  question: string;
  quote: RefundQuote;
}

/** Goods of one sale that come back: which, how their money goes back, and why. */
export class RefundController {
  readonly lines: Returning[];
  tender = $state<RefundQuoteInput["tender"]>("cash");
  reason = $state("");
  /** Confirming was tried; what is missing may be said. */
  tried = $state(false);
  /** What was given back, once it is. */
  done = $state.raw<SaleRefund | null>(null);
  readonly act = new Act();
  readonly #answer = new Live<Answered>([], async () => ({
    question: this.#question,
    quote: await api.sales.quoteRefund(this.sale.id, this.input),
  }));

  constructor(readonly sale: Sale) {
    this.lines = sale.lines.map((line) => new Returning(line));
    this.tender = sale.payments[0]?.tender ?? "cash";
  }

  /** Nothing picked would mean everything to the API: never ask or send it so. */
  get any(): boolean {
    return this.lines.some(({ picked }) => picked);
  }

  get input(): RefundQuoteInput {
    const lines = this.lines.flatMap(({ line, quantity, restock, picked }) =>
      picked && quantity ? [{ line_no: line.line_no, quantity, restock }] : [],
    );
    return { lines, tender: this.tender };
  }

  get #question(): string {
    return JSON.stringify(this.input);
  }

  /** The last answer; it may be of a moment ago. */
  get quote(): RefundQuote | null {
    return this.any && !this.error ? (this.#answer.value?.quote ?? null) : null;
  }

  /** The figures on screen are those of what is written now. */
  get settled(): boolean {
    return this.quote !== null && this.#answer.value?.question === this.#question;
  }

  get error(): unknown {
    return this.any ? this.#answer.error : null;
  }

  get needsLines(): boolean {
    return this.tried && !this.any;
  }

  get needsReason(): boolean {
    return this.tried && this.reason.trim() === "";
  }

  all(): void {
    for (const each of this.lines) if (each.line.left > 0) each.all();
  }

  /** Asks once the hands rest. In an effect, it asks again after every change. */
  follow(): () => void {
    const { lines } = this.input;
    if (lines.length === 0) return () => undefined;
    const timer = setTimeout(() => void this.ask(), resting);
    return () => clearTimeout(timer);
  }

  ask(): Promise<void> {
    return this.#answer.refresh();
  }

  /** Gives it back. Null when it was not: something is missing, or was refused. */
  async confirm(): Promise<Sale | null> {
    this.tried = true;
    if (this.needsLines || this.needsReason) return null;
    // Nobody hands over an amount that was not on screen.
    if (!this.settled) {
      await this.ask();
      return null;
    }
    const input = { ...this.input, reason: this.reason.trim() };
    const { id } = this.sale;
    const sale = await this.act.run([id, input], (key) =>
      withApproval((approval) => api.sales.refund(id, { ...input, approval }, key)),
    );
    if (!sale) return null;
    this.done = sale.refunds.at(-1) ?? null;
    return sale;
  }
}
