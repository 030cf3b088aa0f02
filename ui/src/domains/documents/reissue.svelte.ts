import { api, ProblemError, type Customer, type CustomerRef, type FiscalDocument } from "$api";
import { Act } from "$lib/act.svelte";
import { Live } from "$lib/live";

/** What is refused for its customer; to choose another is all there is to do. */
const wrongCustomer = ["document.customer_ruc", "document.customer_invalid", "document.identity_required"];

/** A document whose number SUNAT does not take, about to get another: to whom, and once it has it, which. */
export class Reissue {
  /** Another buyer than the one it was made out to. */
  other = $state.raw<Customer | null>(null);
  readonly act = new Act();
  readonly #card: Live<Customer | null>;

  /** `buyer` is the customer of its sale, as they were then. */
  constructor(
    readonly doc: FiscalDocument,
    private readonly buyer: CustomerRef | null,
  ) {
    this.#card = new Live(["customers"], () => this.#now());
  }

  start(): () => void {
    return this.#card.start();
  }

  /** A note goes to the buyer of what it corrects. */
  get isNote(): boolean {
    return Boolean(this.doc.affected_id);
  }

  get wantsRuc(): boolean {
    return this.doc.kind === "factura";
  }

  /** Whom it goes to: their card as it is now, as far as it is found; else what stands on the document. */
  get goesTo(): Pick<CustomerRef, "name" | "doc_type" | "doc_number"> | null {
    const { customer_name: name, customer_doc: doc_type, customer_number: doc_number } = this.doc;
    return this.other ?? this.#card.value ?? (name ? { name, doc_type, doc_number } : null);
  }

  /** It was refused for its customer. */
  get isRefusedForCustomer(): boolean {
    const { error } = this.act;
    return error instanceof ProblemError && wrongCustomer.includes(error.code);
  }

  goTo(card: Customer | null): Customer | null {
    this.act.clear();
    return (this.other = card);
  }

  /** The new document; nothing when it was refused. */
  confirm(): Promise<FiscalDocument | undefined> {
    const customer_id = this.other?.id ?? null;
    return this.act.run([this.doc.id, customer_id], (key) => api.documents.reissue(this.doc.id, { customer_id }, key));
  }

  /** There is no asking for a card by itself: it is looked for by what the document says of it. */
  async #now(): Promise<Customer | null> {
    const { customer_doc, customer_number, customer_name } = this.doc;
    if (this.isNote) return null;
    const sold = this.buyer?.doc_number === customer_number ? this.buyer?.id : undefined;
    const same = (card: Customer) =>
      sold ? card.id === sold : card.doc_type === customer_doc && card.doc_number === customer_number;
    for (const words of [customer_number, customer_name]) {
      const found = words ? (await api.customers.find(words)).find(same) : undefined;
      if (found) return found;
    }
    return null;
  }
}
