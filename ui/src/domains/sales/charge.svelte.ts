import { api, type ChargeReason, type Sale, type SaleCharge, type Tender } from "$api";
import { Act } from "$lib/act.svelte";
import { withApproval } from "$lib/approvals.svelte";

/** Something more charged on a sale that is paid: what for, how much, and how it is paid. */
export class ChargeController {
  motive = $state<ChargeReason>("interest");
  reason = $state("");
  /** Céntimos; null while nothing, or nothing readable, is written. */
  amount = $state<number | null>(null);
  tender = $state<Tender>("cash");
  /** Confirming was tried; what is missing may be said. */
  tried = $state(false);
  /** What was charged, once it is. */
  done = $state.raw<SaleCharge | null>(null);
  readonly act = new Act();

  constructor(readonly sale: Sale) {}

  get needsAmount(): boolean {
    return this.tried && !this.amount;
  }

  get needsReason(): boolean {
    return this.tried && this.reason.trim() === "";
  }

  /** Charges it. Null when it was not: something is missing, or was refused. */
  async confirm(): Promise<Sale | null> {
    this.tried = true;
    const { amount, tender } = this;
    if (!amount || this.needsReason) return null;
    const input = { reason_code: this.motive, reason: this.reason.trim(), amount, tender };
    const { id } = this.sale;
    const sale = await this.act.run([id, input], (key) =>
      withApproval((approval) => api.sales.charge(id, { ...input, approval }, key), "charge"),
    );
    if (!sale) return null;
    this.done = sale.charges.at(-1) ?? null;
    return sale;
  }
}
