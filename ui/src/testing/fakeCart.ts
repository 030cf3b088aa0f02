/** The open sale of the fake till. It does sums, as the real one behind the API does; the UI never does. */
import type { ByHand, Cart, CartLine, CartPayment, CartTotals, CustomerRef, DiscountInput, DocKind, Paid } from "$api";
import type { Good } from "./goods";

export const notes = [1000, 2000, 5000, 10000, 20000];
const pieces = [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10];

export function inNotes(amount: number): { value: number; count: number }[] {
  let rest = amount;
  return pieces.flatMap((value) => {
    const count = Math.floor(rest / value);
    rest -= count * value;
    return count > 0 ? [{ value, count }] : [];
  });
}

const share = (amount: number, points: number) => Math.round((amount * points) / 10_000);

export class FakeCart {
  id = 1;
  lines: CartLine[] = [];
  payments: CartPayment[] = [];
  customer: CustomerRef | null = null;
  kinds: DocKind[] = ["nota_venta"];
  kind: DocKind | null = null;
  byHand: ByHand | null = null;
  ticket: { percent: number | null; amount: number; reason: string } | null = null;
  last: number | null = null;
  previous: Cart["previous"] = null;
  held: { id: string; name: string; lines: CartLine[]; total: number }[] = [];
  #next = 1;
  #version = 0;

  add(good: Good, quantity: number): void {
    const same = this.lines.find((line) => line.presentation_id === good.presentation_id && !good.weighed);
    if (same) {
      same.quantity += quantity;
      this.last = same.line_no;
    } else {
      this.lines.push(this.#line(good, quantity));
      this.last = this.lines.at(-1)?.line_no ?? null;
    }
    this.#reckon();
  }

  line(number: number): CartLine | undefined {
    return this.lines.find((line) => line.line_no === number);
  }

  setQuantity(number: number, quantity: number): void {
    const line = this.line(number);
    if (line) line.quantity = quantity;
    this.#reckon();
  }

  setPrice(number: number, price: number): void {
    const line = this.line(number);
    if (line) Object.assign(line, { unit_price: price, price_source: "manual" });
    this.#reckon();
  }

  discount(number: number | null, { percent, amount, reason }: DiscountInput): void {
    const line = number === null ? undefined : this.line(number);
    if (line)
      Object.assign(line, { discount_percent: percent ?? null, discount: amount ?? 0, discount_reason: reason });
    else this.ticket = { percent: percent ?? null, amount: amount ?? 0, reason };
    this.#reckon();
  }

  remove(number: number): void {
    this.lines = this.lines.filter((line) => line.line_no !== number);
    this.last = this.lines.at(-1)?.line_no ?? null;
  }

  clear(): void {
    Object.assign(this, {
      lines: [],
      payments: [],
      customer: null,
      kind: null,
      byHand: null,
      ticket: null,
      last: null,
    });
    this.id += 1;
  }

  view(): Cart {
    const totals = this.#totals();
    const paid = this.payments.reduce((sum, payment) => sum + payment.amount, 0);
    const remaining = totals.total - paid;
    const cash_due = remaining - (remaining % 10);
    return {
      id: this.lines.length > 0 ? `cart-${this.id}` : null,
      lines: this.lines.map((line) => ({ ...line })),
      last_line_no: this.last,
      totals,
      customer: this.customer,
      doc_kind: this.byHand?.doc_kind ?? this.kind ?? this.#usual(),
      by_hand: this.byHand,
      doc_kinds: this.kinds,
      ticket_discount_percent: this.ticket?.percent ?? null,
      ticket_discount_reason: this.ticket?.reason ?? null,
      payments: [...this.payments],
      paid,
      remaining,
      cash_due,
      cash_rounding: cash_due - remaining,
      quick_cash: notes,
      held_count: this.held.length,
      version: ++this.#version,
      previous: this.previous,
    };
  }

  /** Closes the sale; `received` null is exact cash. */
  pay(received: number | null, number: string): Paid {
    const cart = this.view();
    const given = cart.remaining > 0 ? (received ?? cart.cash_due) : 0;
    const change = given > 0 ? given - cart.cash_due : 0;
    const cash = { tender: "cash" as const, amount: cart.cash_due, received: given, change };
    const sale_id = `sale-${this.id}`;
    const { total } = cart.totals;
    this.previous = { sale_id, number, total, change };
    this.clear();
    return {
      sale_id,
      number,
      total,
      rounding: cart.remaining > 0 ? cart.cash_rounding : 0,
      received: given,
      change,
      breakdown: inNotes(change),
      payments: [...cart.payments, ...(given > 0 ? [cash] : [])],
      at: "2026-11-20T16:47:00Z",
      print_job: "job-1",
      cart: this.view(),
    };
  }

  #usual(): DocKind {
    const factura = this.customer?.doc_type === "ruc" && this.kinds.includes("factura");
    return factura ? "factura" : (this.kinds[0] ?? "nota_venta");
  }

  #line(good: Good, quantity: number): CartLine {
    const { presentation_id, product_id, name, detail, unit, weighed, is_bag, tax_class, price, on_hand } = good;
    const bare = { presentation_id, product_id, name, detail, unit, weighed, is_bag, tax_class, on_hand, quantity };
    const money = { list_price: price, unit_price: price, gross: 0, discount: 0, amount: 0, icbper: 0 };
    return { line_no: this.#next++, ...bare, ...money, price_source: "list", icbper_unit: good.icbper };
  }

  #reckon(): void {
    for (const line of this.lines) {
      line.gross = Math.round((line.unit_price * line.quantity) / 1000);
      if (line.discount_percent) line.discount = share(line.gross, line.discount_percent);
      line.amount = line.gross - line.discount;
      line.icbper = Math.round((line.icbper_unit * line.quantity) / 1000);
    }
  }

  #totals(): CartTotals {
    const sum = (pick: (line: CartLine) => number) => this.lines.reduce((total, line) => total + pick(line), 0);
    const subtotal = sum((line) => line.amount);
    const line_discounts = sum((line) => line.discount);
    const ticket_discount = this.ticket?.percent ? share(subtotal, this.ticket.percent) : (this.ticket?.amount ?? 0);
    const exempt = sum((line) => (line.tax_class === "exonerado" ? line.amount : 0));
    const withTax = subtotal - exempt - ticket_discount;
    const taxable = Math.round(withTax / 1.18);
    const icbper = sum((line) => line.icbper);
    const bags = sum((line) => (line.is_bag ? line.quantity / 1000 : 0));
    const saved = line_discounts + ticket_discount;
    const rest = { taxable, exempt, unaffected: 0, igv: withTax - taxable, igv_rate: 1800, icbper, bags };
    const total = subtotal - ticket_discount + icbper;
    return { subtotal, line_discounts, ticket_discount, saved, ...rest, total, lines: this.lines.length };
  }
}
