import type { ByHand, Cart } from "$api";
import { daysBefore, longDate } from "$lib/format";
import { Form, type FormErrors } from "$lib/form.svelte";
import { t } from "$lib/i18n";
import { paperKinds, type PaperKind } from "./facts";

export interface ByHandValues {
  kind: PaperKind;
  series: string;
  number: string;
  date: string;
}

/** The oldest paper SUNAT still takes, in days. */
const oldest = 7;

/** The days a paper can be of, today first. */
export function paperDays(today: string): { value: string; label: string }[] {
  return Array.from({ length: oldest + 1 }, (_, before) => {
    const value = daysBefore(today, before);
    return { value, label: t.sale.byHand.day(before, longDate(`${value}T12:00:00Z`)) };
  });
}

export function byHandErrors({ series, number }: ByHandValues): FormErrors<ByHandValues> {
  const errors: FormErrors<ByHandValues> = {};
  if (!/^\d{1,4}$/.test(series.trim())) errors.series = t.sale.byHand.needsSeries;
  if (!/^0*[1-9]\d{0,7}$/.test(number.trim())) errors.number = t.sale.byHand.needsNumber;
  return errors;
}

/** What this sale was written on; failing that, the next paper of the same pad. */
function likely(cart: Cart, last: ByHand | null, today: string): ByHandValues {
  const kinds = paperKinds(cart);
  const wished = cart.customer?.doc_type === "ruc" ? "factura" : cart.doc_kind;
  const kind = kinds.find((each) => each === (cart.by_hand?.doc_kind ?? wished)) ?? kinds[0] ?? "boleta";
  const before = cart.by_hand ?? (last?.doc_kind === kind ? last : null);
  return {
    kind,
    series: before?.series ?? "",
    number: cart.by_hand ? String(cart.by_hand.number) : "",
    date: paperDays(today).find(({ value }) => value === before?.date)?.value ?? today,
  };
}

/** A pre-printed paper that is already in the customer's hands, being copied. */
export class ByHandForm extends Form<ByHandValues> {
  constructor(cart: Cart, last: ByHand | null, today: string) {
    super(likely(cart, last, today), { "document.number_taken": "number" });
  }

  /** The cart afterwards; undefined when something is missing or was refused. */
  save(onsave: (paper: ByHand) => Promise<Cart>): Promise<Cart | undefined> {
    return this.send(({ kind, series, number, date }) => {
      return onsave({ doc_kind: kind, series: series.trim(), number: Number(number), date });
    }, byHandErrors(this.values));
  }
}
