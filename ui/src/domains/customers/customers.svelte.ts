import { api, type Customer, type CustomerInput } from "$api";
import { Act } from "$lib/act.svelte";

const wait = 80;

/** What a number is by its length alone: the till checks the rest. */
export function kindOf(number: string): "dni" | "ruc" | null {
  if (!/^\d+$/.test(number)) return null;
  return number.length === 11 ? "ruc" : number.length === 8 ? "dni" : null;
}

/** Finding the customer of a sale, or writing down a new one. */
export class CustomerPicker {
  text = $state("");
  found = $state.raw<Customer[]>([]);
  /** What the present list answers; empty before the first search. */
  answered = $state("");
  selected = $state<string | null>(null);
  /** The form of a new customer, when it is open. */
  draft = $state<CustomerInput | null>(null);
  act = new Act();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  /** `wantsRuc`: the sale is to end in a factura. */
  constructor(private readonly wantsRuc = false) {}

  get chosen(): Customer | undefined {
    return this.found.find(({ id }) => id === this.selected);
  }

  typed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#find(this.text.trim()), wait);
  }

  /** Answers what is written now: who types fast presses Enter while the list still answers half a number. */
  async settle(): Promise<boolean> {
    clearTimeout(this.#timer);
    const written = this.text.trim();
    if (written !== this.answered) await this.#find(written);
    return written === this.answered;
  }

  /** Opens the form with what was searched already in its place. */
  begin(): void {
    const written = this.text.trim();
    const digits = /^\d+$/.test(written) ? written : "";
    const doc_type = kindOf(digits) ?? (this.wantsRuc ? "ruc" : digits ? "dni" : "none");
    this.draft = { doc_type, doc_number: digits, name: digits ? "" : written, phone: "", address: "" };
  }

  /** Saves the form; the new customer when it worked. */
  save(): Promise<Customer | undefined> {
    const { draft } = this;
    if (!draft) return Promise.resolve(undefined);
    const blank = (text: string | null | undefined) => text?.trim() || null;
    const input: CustomerInput = {
      ...draft,
      name: draft.name.trim(),
      doc_number: draft.doc_type === "none" ? null : blank(draft.doc_number),
      phone: blank(draft.phone),
      address: blank(draft.address),
    };
    return this.act.run(input, (key) => api.customers.create(input, key));
  }

  async #find(query: string): Promise<void> {
    const turn = ++this.#turn;
    if (query === "") {
      this.#show("", []);
      return;
    }
    try {
      const found = await api.customers.find(query);
      if (turn === this.#turn) this.#show(query, found);
    } catch (error) {
      if (turn === this.#turn) this.act.error = error;
    }
  }

  #show(query: string, found: Customer[]): void {
    this.found = found;
    this.answered = query;
    this.selected = found[0]?.id ?? null;
  }
}
