/**
 * What the API says, as TypeScript: names and fields are those of the OpenAPI schemas.
 *
 * Units: Money = integer céntimos, Qty = integer thousandths, Percent = integer basis points,
 * Instant = RFC 3339 UTC, Day = "YYYY-MM-DD" Lima business date. The UI shows them, it never adds them up.
 */

export type Money = number;
export type Qty = number;
export type Percent = number;
export type Uuid = string;
export type Instant = string;
export type Day = string;

/** Every reason the API can give for a refusal; each has a text in `lib/i18n/es/errors.ts`. */
export const problemCodes = [
  "internal",
  "request.malformed",
  "request.key_missing",
  "request.key_reused",
  "request.not_found",
  "session.required",
  "session.locked",
  "session.pin_wrong",
  "session.pin_wait",
  "session.user_inactive",
  "access.denied",
  "access.over_ceiling",
  "access.approver_insufficient",
  "cart.empty",
  "cart.line_unknown",
  "cart.quantity_invalid",
  "cart.amount_invalid",
  "cart.price_invalid",
  "cart.discount_too_large",
  "cart.reason_required",
  "cart.weight_required",
  "cart.has_payments",
  "payment.exceeds_remaining",
  "payment.code_required",
  "payment.code_repeated",
  "payment.short",
  "payment.total_changed",
  "cash.not_open",
  "cash.already_open",
  "cash.amount_invalid",
  "cash.reason_required",
  "cash.held_carts",
  "sale.unknown",
  "sale.already_voided",
  "sale.session_closed",
  "catalog.name_required",
  "catalog.barcode_taken",
  "catalog.barcode_invalid",
  "catalog.price_invalid",
  "catalog.sku_taken",
  "catalog.unknown",
  "catalog.presentation_required",
  "catalog.factor_invalid",
  "catalog.unit_required",
  "customer.doc_invalid",
  "customer.doc_taken",
  "customer.name_required",
  "customer.unknown",
  "shop.ruc_invalid",
  "shop.name_required",
  "shop.logo_invalid",
  "shop.accent_contrast",
  "user.pin_weak",
  "user.name_required",
  "user.last_owner",
  "user.unknown",
  "print.none",
  "print.unreachable",
  "print.timeout",
  "print.broken",
  "print.device_missing",
  "print.device_denied",
  "print.paper_out",
  "print.job_unknown",
  "print.not_failed",
  "store.damaged",
  "store.newer",
  "store.busy",
  "store.disk_full",
  "store.migration_failed",
  "store.locked",
  "store.read_only",
  "setup.done",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export interface Problem {
  code: string;
  args: Record<string, string | number>;
  support_id?: string | null;
}
export type Topic =
  | "cart"
  | "held"
  | "cash"
  | "catalog"
  | "customers"
  | "sales"
  | "printing"
  | "settings"
  | "users"
  | "session"
  | "store";

export interface Approval {
  user_id: Uuid;
  pin: string;
}

export interface Health {
  state: "ready" | "setup" | "damaged" | "newer" | "migration_failed";
  version: string;
  detail?: string | null;
  last_copy?: { taken_at: Instant; bytes: number } | null;
}

export interface SetupInput {
  trade_name: string;
  ruc?: string | null;
  legal_name?: string | null;
  owner_name: string;
  pin: string;
  demo: boolean;
}

export type Role = "owner" | "supervisor" | "cashier" | "technician";

export interface UserTile {
  id: Uuid;
  name: string;
  role: Role;
  initials: string;
  blocked_until?: Instant | null;
}
export type Ability =
  | "sell"
  | "open_cash"
  | "close_cash"
  | "see_expected"
  | "cash_movement"
  | "open_drawer"
  | "edit_catalog"
  | "adjust_stock"
  | "see_sales"
  | "void_sale"
  | "reprint"
  | "edit_settings"
  | "edit_users"
  | "edit_printer";

export interface Session {
  user?: UserTile | null;
  locked: boolean;
  abilities: Ability[];
  shop_name: string;
  till_name: string;
  demo: boolean;
  business_date: Day;
  cash_open: boolean;
  accent?: string | null;
}
export type TaxClass = "gravado" | "exonerado" | "inafecto";

export interface CartLine {
  line_no: number;
  presentation_id: Uuid;
  product_id: Uuid;
  name: string;
  detail: string; // detail: presentation name, e.g. "Six pack", "Botella"
  unit: string; // "und", "kg", "six"…
  weighed: boolean;
  is_bag: boolean;
  tax_class: TaxClass;
  quantity: Qty;
  list_price: Money;
  unit_price: Money;
  price_source: "list" | "wholesale" | "manual";
  gross: Money; // before discount (struck on screen when discount > 0)
  discount: Money;
  discount_percent?: Percent | null;
  discount_reason?: string | null;
  amount: Money; // after line discount, without ICBPER
  icbper: Money;
  icbper_unit: Money; // apart
  on_hand?: Qty | null; // null: stock not tracked
}

export interface CartTotals {
  subtotal: Money;
  line_discounts: Money;
  ticket_discount: Money;
  saved: Money;
  taxable: Money;
  exempt: Money;
  unaffected: Money;
  igv: Money;
  igv_rate: Percent;
  icbper: Money;
  bags: number;
  total: Money;
  lines: number;
}
export type Tender = "cash" | "yape" | "plin" | "card" | "transfer";

export interface CartPayment {
  id: Uuid;
  tender: Tender;
  amount: Money;
  operation_code?: string | null;
} // non-cash tenders already received

export interface CustomerRef {
  id: Uuid;
  name: string;
  doc_type: "dni" | "ruc" | "ce" | "passport" | "none";
  doc_number?: string | null;
}

export interface Cart {
  id?: Uuid | null; // null: nothing scanned yet
  lines: CartLine[];
  last_line_no?: number | null; // the line to light up
  totals: CartTotals;
  customer?: CustomerRef | null;
  doc_kind: "nota_venta";
  ticket_discount_percent?: Percent | null;
  ticket_discount_reason?: string | null;
  payments: CartPayment[];
  paid: Money;
  remaining: Money; // remaining before cash rounding
  cash_due: Money;
  cash_rounding: Money; // what to take in cash, and the (≤ 0) rounding, e.g. −2
  quick_cash: Money[]; // notes worth offering, e.g. [1000,2000,5000,10000,20000]
  held_count: number;
  version: number;
  previous?: { sale_id: Uuid; number: string; total: Money; received: Money; change: Money } | null; // last sale of this till
}

export interface ScanInput {
  code: string;
  quantity?: Qty | null;
} // quantity from "3*"

export interface ScanAnswer {
  outcome: "added" | "unknown" | "weigh" | "blocked";
  code: string;
  presentation?: SearchHit | null;
  problem?: Problem | null;
  cart: Cart;
}

export interface AddLineInput {
  presentation_id: Uuid;
  quantity?: Qty | null;
  amount?: Money | null;
} // amount: "S/ 5 de arroz" → quantity computed by the server

export interface HeldCart {
  id: Uuid;
  name: string;
  total: Money;
  lines: number;
  held_at: Instant;
  cashier: string;
}

export interface ChangeQuote {
  cash_due: Money;
  received: Money;
  change: Money;
  short: Money;
  breakdown: { value: Money; count: number }[];
}

export interface PayInput {
  expected_total: Money;
  cash_received?: Money | null;
  print: boolean;
} // cash_received null = exact cash for what remains

export interface Paid {
  sale_id: Uuid;
  number: string;
  total: Money;
  rounding: Money;
  received: Money;
  change: Money;
  breakdown: { value: Money; count: number }[];
  payments: SalePayment[];
  at: Instant;
  print_job?: Uuid | null;
  cart: Cart;
}

export interface SearchHit {
  presentation_id: Uuid;
  product_id: Uuid;
  name: string;
  detail: string;
  unit: string;
  price: Money;
  weighed: boolean;
  is_bag: boolean;
  tax_class: TaxClass;
  on_hand?: Qty | null;
  code?: string | null;
  match: "code" | "words" | "infix" | "typo";
}

export interface SearchPage {
  hits: SearchHit[];
  has_more: boolean;
}

export interface QuickKey {
  presentation_id: Uuid;
  name: string;
  unit: string;
  price: Money;
  icbper: Money;
  weighed: boolean;
}

export interface PriceCheck {
  hit: SearchHit;
  wholesale?: { price: Money; from: Qty } | null;
  others: SearchHit[];
}

export interface ProductRow {
  id: Uuid;
  sku: string;
  name: string;
  category?: string | null;
  kind: "good" | "service" | "bag";
  unit: string;
  price: Money;
  tax_class: TaxClass;
  on_hand?: Qty | null;
  min_stock?: Qty | null;
  low: boolean;
  active: boolean;
  barcode?: string | null;
  weighed: boolean;
}

export interface Page<T> {
  rows: T[];
  next?: string | null;
}

export interface PresentationInput {
  id?: Uuid | null;
  name: string;
  unit: string;
  factor: Qty;
  price: Money;
  wholesale_price?: Money | null;
  wholesale_from?: Qty | null;
  barcodes: string[];
  active: boolean;
}

export interface ProductInput {
  sku?: string | null;
  name: string;
  short_name?: string | null;
  category_id?: Uuid | null;
  brand?: string | null;
  kind: "good" | "service" | "bag";
  tax_class: TaxClass;
  weighed: boolean;
  base_unit: string;
  tracks_stock: boolean;
  min_stock?: Qty | null;
  cost?: Money | null;
  quick_position?: number | null;
  active: boolean;
  presentations: PresentationInput[];
}

export interface Product extends ProductInput {
  id: Uuid;
  on_hand?: Qty | null;
  updated_at: Instant;
  updated_by: string;
  presentations: (PresentationInput & { id: Uuid })[];
}

export interface StockMovement {
  at: Instant;
  kind: "sale" | "void" | "adjustment" | "initial";
  quantity: Qty;
  reference?: string | null;
  reason?: string | null;
  user: string;
}

export interface Category {
  id: Uuid;
  name: string;
  products: number;
}

export interface CustomerInput {
  doc_type: "dni" | "ruc" | "ce" | "passport" | "none";
  doc_number?: string | null;
  name: string;
  alias?: string | null;
  phone?: string | null;
  address?: string | null;
  email?: string | null;
}

export interface Customer extends CustomerInput {
  id: Uuid;
}

export interface CashMovement {
  id: Uuid;
  kind: "income" | "withdrawal";
  amount: Money;
  reason: string;
  by: string;
  approved_by?: string | null;
  at: Instant;
}

export interface TenderFigure {
  tender: Tender;
  amount: Money;
  count: number;
}

export interface CashState {
  session?: {
    id: Uuid;
    opened_at: Instant;
    opened_by: string;
    float: Money;
    sales: number;
    held: number;
    business_date: Day;
  } | null;
  movements: CashMovement[]; // of the open session, newest first
  denominations: Money[]; // [20000,10000,5000,2000,1000,500,200,100,50,20,10]
  last_close?: CloseRow | null;
}

export interface ReportFigures {
  kind: "x" | "z";
  z_number?: number | null;
  till_name: string;
  opened_at: Instant;
  opened_by: string;
  closed_at?: Instant | null;
  closed_by?: string | null;
  business_date: Day;
  first_number?: string | null;
  last_number?: string | null;
  sales: number;
  gross: Money;
  discounts: Money;
  rounding: Money;
  total: Money;
  voids: number;
  voided: Money;
  taxable: Money;
  exempt: Money;
  unaffected: Money;
  igv: Money;
  icbper: Money;
  tenders: TenderFigure[];
  float: Money;
  income: Money;
  withdrawals: Money;
  change_given: Money;
  drawer_openings: number;
  reprints: number;
  expected_cash?: Money | null;
  counted_cash?: Money | null;
  difference?: Money | null;
  counts: { value: Money; count: number }[];
  left_float?: Money | null;
  deposit?: Money | null;
  note?: string | null;
  by_cashier: { name: string; sales: number; total: Money }[];
}

export interface CloseRow {
  z_number: number;
  closed_at: Instant;
  closed_by: string;
  business_date: Day;
  sales: number;
  total: Money;
  difference: Money;
}

export interface SaleRow {
  id: Uuid;
  number: string;
  at: Instant;
  total: Money;
  lines: number;
  cashier: string;
  customer?: string | null;
  tenders: Tender[];
  voided: boolean;
  printed: number;
  print_state?: PrintState | null;
}

export interface SaleLine {
  line_no: number;
  name: string;
  detail: string;
  unit: string;
  quantity: Qty;
  unit_price: Money;
  gross: Money;
  discount: Money;
  amount: Money;
  tax_class: TaxClass;
  igv: Money;
  icbper: Money;
  discount_reason?: string | null;
  approved_by?: string | null;
}

export interface SalePayment {
  tender: Tender;
  amount: Money;
  received?: Money | null;
  change?: Money | null;
  operation_code?: string | null;
}

export interface Sale {
  id: Uuid;
  number: string;
  doc_kind: "nota_venta";
  at: Instant;
  business_date: Day;
  till: string;
  cashier: string;
  customer?: CustomerRef | null;
  lines: SaleLine[];
  totals: CartTotals;
  rounding: Money;
  payments: SalePayment[];
  change: Money;
  void?: { at: Instant; by: string; approved_by?: string | null; reason: string } | null;
  can_void: boolean;
  void_blocked?: string | null;
  copies: number;
  print_state?: PrintState | null;
}

export interface TicketPreview {
  columns: number;
  rows: { text: string; bold: boolean; tall: boolean; center: boolean }[];
  qr?: string | null;
} // qr: svg text
export type PrintState = "queued" | "sending" | "sent" | "failed" | "asks" | "cancelled"; // asks: bytes were out when it failed: a person says whether it came out

export interface PrintJob {
  id: Uuid;
  title: string;
  state: PrintState;
  attempts: number;
  error?: Problem | null;
  created_at: Instant;
  next_try?: Instant | null;
  sale_id?: Uuid | null;
  copy: boolean;
}

export interface PrinterStatus {
  configured: boolean;
  state: "ready" | "waiting" | "failing" | "none";
  pending: number;
  problem?: Problem | null;
}

export interface PrinterProfile {
  name: string;
  transport:
    | { kind: "none" }
    | { kind: "tcp"; host: string; port: number }
    | { kind: "device"; path: string }
    | { kind: "file"; path: string };
  columns: 32 | 42 | 48;
  dots: 384 | 512 | 576;
  code_page: { number: number; table: "cp850" | "cp858" | "cp1252" | "cp437" };
  kanji_off: boolean;
  qr: "native" | "raster";
  cutter: "none" | "partial" | "full";
  feed_lines: number;
  drawer: { pin: 0 | 1; on_ms: number; off_ms: number } | null;
  open_drawer_on: "cash" | "always" | "never";
  copies: number;
}

export interface Shop {
  trade_name: string;
  legal_name?: string | null;
  ruc?: string | null;
  address?: string | null;
  phone?: string | null;
  receipt_message?: string | null;
  accent?: string | null;
  logo_png?: string | null; /* base64 */
}

export interface Till {
  id: Uuid;
  name: string;
  series: string;
  next_number: number;
}

export interface UserRow {
  id: Uuid;
  name: string;
  role: Role;
  active: boolean;
}

export interface Ceiling {
  role: Role;
  discount: Percent;
  price_drop: Percent;
  void_amount: Money;
  cash_out: Money;
}
