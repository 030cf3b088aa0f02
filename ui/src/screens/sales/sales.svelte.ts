import { api, type Columns, type FiscalDocument, type Sale, type SaleQuery, type SaleRow } from "$api";
import { OpenDocument } from "$domains/documents";
import { daysOf, type Day, type DayRange, type RangeName } from "$domains/sales/range";
import { Act } from "$lib/act.svelte";
import { saveFile } from "$lib/files";
import { goHome } from "$lib/focus";
import { t } from "$lib/i18n";
import { Live, Paged } from "$lib/live";
import { session } from "$lib/session.svelte";
import { toasts } from "$lib/toasts.svelte";
import { keepForSale, type Scan } from "$lib/wedge";
import { DocumentList } from "./documents.svelte";

/** A document number inside whatever the code of a ticket holds. */
const documentNumber = /[A-Z][A-Z\d]{3}-\d{1,8}/;
/** Series and number in the code that SUNAT has printed on every electronic document. */
const sunatCode = /^\d{11}\|\d\d\|([A-Z][A-Z\d]{3})\|(\d{1,8})\|/;

function numberIn(code: string): string | undefined {
  const [, series, number] = sunatCode.exec(code) ?? [];
  return series && number ? `${series}-${number.padStart(8, "0")}` : documentNumber.exec(code)?.[0];
}

export type View = "sales" | "documents";
export type Tab = "data" | "document" | "ticket";

/** Past sales, or their electronic documents, as a list beside one of them. */
export class SalesController {
  /** What stands in the search field; it counts once the typing stops. */
  typed = $state("");
  q = $state("");
  range = $state<RangeName>("today");
  state = $state<NonNullable<SaleQuery["state"]>>("all");
  from = $state<Day>("");
  to = $state<Day>("");
  view = $state<View>("sales");
  /** Which side of the open sale is shown. */
  tab = $state<Tab>("data");
  readonly list = new Paged<SaleRow>(["sales", "printing", "documents"], (after) =>
    api.sales.list({ ...this.query, after }),
  );
  selected = $state<string | null>(null);
  sale = $state.raw<Sale | null>(null);
  voiding = $state(false);
  /** How wide the shop's paper is, in characters. */
  columns = $state<Columns>(42);
  readonly opening = new Act();
  readonly printing = new Act();
  readonly saving = new Act();
  readonly documents = new DocumentList(() => ({ q: this.q.trim(), ...this.#days }));
  readonly document = new OpenDocument();
  readonly #fresh = new Live(
    ["sales", "printing", "documents"],
    async () => this.sale && (await api.sales.one(this.sale.id)),
  );

  start(): () => void {
    void api.printing.profile().then(
      ({ columns }) => (this.columns = columns),
      () => undefined,
    );
    const stops = [this.list, this.#fresh, this.documents, this.document].map((each) => each.start());
    return () => stops.forEach((stop) => stop());
  }

  /** The open sale as it is now: its printing goes on while one looks. */
  get shown(): Sale | null {
    const fresh = this.#fresh.value;
    return fresh && fresh.id === this.sale?.id ? fresh : this.sale;
  }

  get today(): Day {
    return session.current?.business_date ?? "";
  }

  get oneDay(): boolean {
    return this.query.from !== null && this.query.from === this.query.to;
  }

  get searching(): boolean {
    return this.asking || this.state !== "all";
  }

  /** Words or days narrow what is listed. */
  get asking(): boolean {
    return this.q.trim() !== "" || this.range !== "today";
  }

  get query(): SaleQuery {
    return { q: this.q.trim(), state: this.state, ...this.#days };
  }

  get #days(): DayRange {
    if (this.range === "custom") return { from: this.from || null, to: this.to || null };
    return daysOf(this.range, this.today);
  }

  /** Lists the other kind of thing, under the same search. */
  look(view: View): void {
    if (view === this.view) return;
    this.close();
    this.view = view;
    this.tab = view === "documents" ? "document" : "data";
    // The other list loads itself when it comes on screen.
    if (view === "sales") void this.list.load();
  }

  /** What needs a person may be of any day and any customer. */
  lookAtBroken(): void {
    this.typed = this.q = "";
    this.range = "all";
    this.documents.narrow({ light: "red", kind: "all" });
  }

  search(q: string): Promise<void> {
    this.typed = this.q = q;
    return this.#load();
  }

  choose(range: RangeName): void {
    if (range === "custom" && !this.from) this.from = this.to = this.today;
    this.range = range;
    void this.#load();
  }

  filter(state: NonNullable<SaleQuery["state"]>): void {
    this.state = state;
    void this.list.load();
  }

  reload(): void {
    void this.#load();
  }

  #load(): Promise<void> {
    return this.view === "documents" ? this.documents.list.load() : this.list.load();
  }

  async open(row: SaleRow): Promise<void> {
    this.printing.clear();
    this.saving.clear();
    const sale = await this.opening.run(row.id, () => api.sales.one(row.id));
    if (sale && this.selected === row.id) this.take(sale);
  }

  /** Opens a document with the sale it belongs to. */
  async openDocument(id: string): Promise<void> {
    this.printing.clear();
    this.saving.clear();
    const found = await this.opening.run(id, async () => {
      const doc = await api.documents.one(id);
      return { doc, sale: await api.sales.one(doc.sale_id) };
    });
    if (!found) return;
    this.take(found.sale);
    this.document.set(found.doc);
    this.tab = "document";
  }

  /** Shows what was issued in the place of the document on screen. */
  async showReissued({ id, number }: FiscalDocument): Promise<void> {
    toasts.show(t.reissue.done(number));
    if (this.view === "documents") this.documents.selected = id;
    await this.openDocument(id);
  }

  take(sale: Sale): void {
    this.document.show(sale.document?.id ?? null);
    this.sale = sale;
    this.#fresh.set(sale);
    this.voiding = false;
  }

  close(): void {
    this.sale = null;
    this.selected = this.documents.selected = null;
    this.document.show(null);
    goHome();
  }

  async reprint(): Promise<void> {
    const sale = this.shown;
    if (!sale || !session.can("reprint")) return;
    const job = await this.printing.run(sale.id, (key) => api.sales.reprint(sale.id, key));
    if (job) toasts.show(t.sales.reprinted);
  }

  async savePdf(): Promise<void> {
    const sale = this.shown;
    if (!sale) return;
    await this.saving.run(sale.id, async () => {
      const { type, bytes } = await api.sales.pdf(sale.id);
      const place = await saveFile(t.sales.pdfName(sale.number), type, bytes);
      if (place) toasts.show(t.sales.pdfSaved(place));
    });
  }

  /** The code of a ticket finds its sale; any other scan belongs to Venta. True when it was a ticket. */
  async scanned(scan: Scan): Promise<boolean> {
    const number = numberIn(scan.code.toUpperCase());
    if (!number) {
      keepForSale(scan);
      return false;
    }
    this.look("sales");
    this.range = "all";
    this.state = "all";
    await this.search(number);
    const [only, ...others] = this.list.rows;
    if (!only || others.length > 0) return true;
    this.selected = only.id;
    await this.open(only);
    return true;
  }
}
