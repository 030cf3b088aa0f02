import type { CashMovement, Money } from "$api";
import { t } from "$lib/i18n";

/** What a person writes for money that enters or leaves the drawer without a sale. */
export interface Entry {
  kind: CashMovement["kind"];
  amount: Money | null;
  reason: string;
}

export interface EntryErrors {
  amount: string | null;
  reason: string | null;
}

/** What is missing before it can be sent; null when nothing is. */
export function missing({ amount, reason }: Entry): EntryErrors | null {
  const errors = {
    amount: amount === null || amount <= 0 ? t.cash.needsAmount : null,
    reason: reason.trim() === "" ? t.cash.needsReason : null,
  };
  return errors.amount || errors.reason ? errors : null;
}
