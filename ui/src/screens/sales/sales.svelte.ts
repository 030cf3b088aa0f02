import { api, type Columns, type Sale, type SaleQuery, type SaleRow } from "$api";
import { daysOf, type Day, type RangeName } from "$domains/sales/range";
import { Act } from "$lib/act.svelte";
import { saveFile } from "$lib/files";
import { goHome } from "$lib/focus";
import { t } from "$lib/i18n";
import { Live, Paged } from "$lib/live";
import { session } from "$lib/session.svelte";
import { toasts } from "$lib/toasts.svelte";
import { keepForSale, type Scan } from "$lib/wedge";

/** A document number inside whatever the code of a ticket holds. */
const documentNumber = /[A-Z]{1,2}\d{2,3}-\d{1,8}/;

/** Past sales as a list beside one of them. */
export class SalesController {
  /** What stands in the search field; it counts once the typing stops. */
  typed = $state("");
  q = $state("");
  range = $state<RangeName>("today");
  state = $state<NonNullable<SaleQuery["state"]>>("all");
  from = $state<Day>("");
  to = $state<Day>("");
  readonly list = new Paged<SaleRow>(["sales", "printing"], (after) => api.sales.list({ ...this.query, after }));
  selected = $state<string | null>(null);
  sale = $state.raw<Sale | null>(null);
  voiding = $state(false);
  /** How wide the shop's paper is, in characters. */
  columns = $state<Columns>(42);
  readonly opening = new Act();
  readonly printing = new Act();
  readonly saving = new Act();
  readonly #fresh = new Live(["sales", "printing"], async () => this.sale && (await api.sales.one(this.sale.id)));

  start(): () => void {
    void api.printing.profile().then(
      ({ columns }) => (this.columns = columns),
      () => undefined,
    );
    const stops = [this.list.start(), this.#fresh.start()];
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
    return this.q.trim() !== "" || this.state !== "all" || this.range !== "today";
  }

  get query(): SaleQuery {
    const days =
      this.range === "custom" ? { from: this.from || null, to: this.to || null } : daysOf(this.range, this.today);
    return { q: this.q.trim(), state: this.state, ...days };
  }

  search(q: string): Promise<void> {
    this.typed = this.q = q;
    return this.list.load();
  }

  choose(range: RangeName): void {
    if (range === "custom" && !this.from) this.from = this.to = this.today;
    this.range = range;
    void this.list.load();
  }

  filter(state: NonNullable<SaleQuery["state"]>): void {
    this.state = state;
    void this.list.load();
  }

  reload(): void {
    void this.list.load();
  }

  async open(row: SaleRow): Promise<void> {
    this.printing.clear();
    this.saving.clear();
    const sale = await this.opening.run(row.id, () => api.sales.one(row.id));
    if (sale && this.selected === row.id) this.take(sale);
  }

  take(sale: Sale): void {
    this.sale = sale;
    this.#fresh.set(sale);
    this.voiding = false;
  }

  close(): void {
    this.sale = null;
    this.selected = null;
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
    const [number] = documentNumber.exec(scan.code.toUpperCase()) ?? [];
    if (!number) {
      keepForSale(scan);
      return false;
    }
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
