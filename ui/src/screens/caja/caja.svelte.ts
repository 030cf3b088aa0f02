import { api, isProblem, type CashState, type CloseRow, type Money, type ReportFigures } from "$api";
import { CashCount } from "$domains/cash/count.svelte";
import { LicenceController } from "$domains/licence/licence.svelte";
import { Act } from "$lib/act.svelte";
import { t } from "$lib/i18n";
import { Live, Paged } from "$lib/live";
import { session } from "$lib/session.svelte";
import { toasts } from "$lib/toasts.svelte";

export type CajaTab = "movements" | "x" | "closes";
export type CajaDialog = "income" | "withdrawal" | "drawer" | "confirm";

/** What was counted of the open session: kept while its cashier is called to another screen. */
export class Counting {
  readonly count: CashCount;
  leftFloat = $state<Money | null>(null);
  note = $state("");

  constructor(
    readonly session: string,
    denominations: readonly Money[],
  ) {
    this.count = new CashCount(denominations);
  }
}

let kept: Counting | null = null;

/** The drawer of this till: opened, moved, counted and closed. */
export class CajaController {
  readonly cash = new Live<CashState>(["cash", "held"], () => api.cash.state());
  readonly closes = new Paged<CloseRow>(["cash"], (after) => api.cash.closes(after));
  readonly licence = new LicenceController();
  readonly opening = new Act();
  readonly closing = new Act();
  readonly printing = new Act();
  tab = $state<CajaTab>("movements");
  dialog = $state<CajaDialog | null>(null);
  float = $state<Money | null>(null);
  /** What is being counted; null while the shift goes on. */
  counting = $state.raw<Counting | null>(null);
  printZ = $state(true);
  /** A float that cannot be left, and why. */
  wrongFloat = $state.raw<{ typed: Money | null; why: string } | null>(null);
  /** The Z just made, or the one looked at again. */
  shown = $state.raw<ReportFigures | null>(null);
  justClosed = $state(false);
  readonly reading = new Act();

  start(): () => void {
    const stops = [this.cash.start(), this.closes.start(), this.licence.start()];
    return () => stops.forEach((stop) => stop());
  }

  get mode(): "loading" | "closed" | "open" | "count" | "result" {
    if (this.justClosed && this.shown) return "result";
    if (!this.cash.value) return "loading";
    if (!this.cash.value.session) return "closed";
    return this.counting?.session === this.cash.value.session.id ? "count" : "open";
  }

  /** Without a licence the drawer still opens to take back what was sold. */
  get returnsOnly(): boolean {
    return this.licence.locked;
  }

  async open(): Promise<void> {
    const float = this.float;
    if (float === null) return;
    const input = this.returnsOnly ? { float, returns_only: true } : { float };
    const state = await this.opening.run(input, (key) => api.cash.open(input, key));
    if (!state) return;
    this.float = null;
    this.take(state);
    toasts.show(t.cash.opened);
  }

  /** Takes the cash as an action left it, and closes the dialog that asked for it. */
  take(state: CashState): void {
    this.cash.set(state);
    this.dialog = null;
  }

  startCount(): void {
    const state = this.cash.value;
    if (!state?.session || !session.can("close_cash")) return;
    if (kept?.session !== state.session.id) kept = new Counting(state.session.id, state.denominations);
    this.counting = kept;
  }

  leaveCount(): void {
    this.counting = null;
  }

  askToClose(): void {
    const missing = this.counting?.leftFloat === null;
    this.wrongFloat = missing ? { typed: null, why: t.cash.needsLeftFloat } : null;
    if (!missing) this.dialog = "confirm";
  }

  async close(): Promise<void> {
    const { counting, printZ } = this;
    if (!counting || counting.leftFloat === null) return;
    const input = {
      counts: counting.count.counts,
      left_float: counting.leftFloat,
      note: counting.note.trim() || undefined,
      print: printZ,
    };
    const z = await this.closing.run(input, (key) => api.cash.close(input, key));
    if (isProblem(this.closing.error, "cash.amount_invalid")) {
      this.wrongFloat = { typed: counting.leftFloat, why: t.cash.leftFloatTooMuch };
      this.closing.clear();
      this.dialog = null;
    }
    if (!z) return;
    kept = this.counting = null;
    this.dialog = null;
    this.shown = z;
    this.justClosed = true;
    void this.cash.refresh();
  }

  async look(row: CloseRow): Promise<void> {
    const z = await this.reading.run(row.z_number, () => api.cash.closeReport(row.z_number));
    if (z) this.shown = z;
  }

  /** Back to the till, or to the list of closes. */
  leaveReport(): void {
    this.shown = null;
    this.justClosed = false;
    this.printing.clear();
  }

  async print(report: ReportFigures): Promise<void> {
    const z = report.z_number;
    const job = await this.printing.run(z ?? "x", (key) => (z ? api.cash.printClose(z, key) : api.cash.printX(key)));
    if (job) toasts.show(t.cash.sentToPrinter);
  }
}
