/**
 * Every endpoint as one function, grouped by noun. Actions take an optional last argument: the key
 * that names this action of this person, so that a repeat after a lost answer changes nothing twice.
 */
import { file, get, post, type ActionKey } from "./client";
import type * as T from "./types";

export { newKey, type ActionKey } from "./client";
export { isProblem, NoAnswerError, ProblemError } from "./problem";
export * from "./types";

type Id = T.Uuid;
type Reasoned = { reason: string; approval?: T.Approval };
export type DiscountInput = Reasoned & { percent?: T.Percent; amount?: T.Money };
export type Count = { value: T.Money; count: number };

const session = {
  state: () => get<T.Session>("/v1/session"),
  tiles: () => get<T.UserTile[]>("/v1/session/tiles"),
  login: (input: T.Approval, key?: ActionKey) => post<T.Session>("/v1/session/login", input, key),
  lock: (key?: ActionKey) => post<T.Session>("/v1/session/lock", {}, key),
};

const system = {
  health: () => get<T.Health>("/v1/health"),
  setup: (input: T.SetupInput, key?: ActionKey) => post<T.Session>("/v1/setup", input, key),
  restore: (key?: ActionKey) => post<T.Health>("/v1/recovery/restore", {}, key),
};

const cart = {
  current: () => get<T.Cart>("/v1/cart"),
  scan: (input: T.ScanInput, key?: ActionKey) => post<T.ScanAnswer>("/v1/cart/scan", input, key),
  add: (input: T.AddLineInput, key?: ActionKey) => post<T.Cart>("/v1/cart/lines", input, key),
  setQuantity: (line: number, input: { quantity?: T.Qty; amount?: T.Money }, key?: ActionKey) =>
    post<T.Cart>(`/v1/cart/lines/${line}/quantity`, input, key),
  setPrice: (line: number, input: Reasoned & { unit_price: T.Money }, key?: ActionKey) =>
    post<T.Cart>(`/v1/cart/lines/${line}/price`, input, key),
  discountLine: (line: number, input: DiscountInput, key?: ActionKey) =>
    post<T.Cart>(`/v1/cart/lines/${line}/discount`, input, key),
  removeLine: (line: number, key?: ActionKey) => post<T.Cart>(`/v1/cart/lines/${line}/remove`, {}, key),
  discount: (input: DiscountInput, key?: ActionKey) => post<T.Cart>("/v1/cart/discount", input, key),
  setCustomer: (customer_id: Id | null, key?: ActionKey) => post<T.Cart>("/v1/cart/customer", { customer_id }, key),
  hold: (name: string | null, key?: ActionKey) => post<T.Cart>("/v1/cart/hold", { name }, key),
  discard: (reason: string, key?: ActionKey) => post<T.Cart>("/v1/cart/discard", { reason }, key),
  held: () => get<T.HeldCart[]>("/v1/held"),
  recall: (id: Id, key?: ActionKey) => post<T.Cart>(`/v1/held/${id}/recall`, {}, key),
  addPayment: (
    input: { tender: Exclude<T.Tender, "cash">; amount: T.Money; operation_code?: string },
    key?: ActionKey,
  ) => post<T.Cart>("/v1/cart/payments", input, key),
  removePayment: (id: Id, key?: ActionKey) => post<T.Cart>(`/v1/cart/payments/${id}/remove`, {}, key),
  change: (received: T.Money) => get<T.ChangeQuote>("/v1/cart/change", { received }),
  pay: (input: T.PayInput, key?: ActionKey) => post<T.Paid>("/v1/cart/pay", input, key),
};

const search = {
  products: (q: string, offset = 0, limit = 20) => get<T.SearchPage>("/v1/search", { q, offset, limit }),
  quickKeys: () => get<T.QuickKey[]>("/v1/quick-keys"),
  priceOfCode: (code: string) => get<T.PriceCheck>("/v1/price-check", { code }),
  priceOf: (presentation_id: Id) => get<T.PriceCheck>("/v1/price-check", { presentation_id }),
};

export type ProductFilter = "all" | "low" | "inactive" | "no_barcode";
export interface ProductQuery {
  q?: string;
  category?: Id | null;
  filter?: ProductFilter;
  after?: string | null;
  limit?: number;
}

const catalog = {
  products: (query: ProductQuery = {}) => get<T.Page<T.ProductRow>>("/v1/products", { ...query }),
  product: (id: Id) => get<T.Product>(`/v1/products/${id}`),
  create: (input: T.ProductInput, key?: ActionKey) => post<T.Product>("/v1/products", input, key),
  update: (id: Id, input: T.ProductInput, key?: ActionKey) => post<T.Product>(`/v1/products/${id}/update`, input, key),
  adjust: (id: Id, input: { delta: T.Qty; reason: string }, key?: ActionKey) =>
    post<T.Product>(`/v1/products/${id}/adjust`, input, key),
  movements: (id: Id, after?: string | null) => get<T.Page<T.StockMovement>>(`/v1/products/${id}/movements`, { after }),
  categories: () => get<T.Category[]>("/v1/categories"),
  addCategory: (name: string, key?: ActionKey) => post<T.Category[]>("/v1/categories", { name }, key),
};

const customers = {
  find: (q: string, limit = 20) => get<T.Customer[]>("/v1/customers", { q, limit }),
  create: (input: T.CustomerInput, key?: ActionKey) => post<T.Customer>("/v1/customers", input, key),
  update: (id: Id, input: T.CustomerInput, key?: ActionKey) =>
    post<T.Customer>(`/v1/customers/${id}/update`, input, key),
};

const cash = {
  state: () => get<T.CashState>("/v1/cash"),
  open: (float: T.Money, key?: ActionKey) => post<T.CashState>("/v1/cash/open", { float }, key),
  move: (input: Reasoned & { kind: T.CashMovement["kind"]; amount: T.Money }, key?: ActionKey) =>
    post<T.CashState>("/v1/cash/movements", input, key),
  openDrawer: (input: Reasoned, key?: ActionKey) => post<Record<string, never>>("/v1/cash/drawer", input, key),
  x: () => get<T.ReportFigures>("/v1/cash/x"),
  printX: (key?: ActionKey) => post<T.PrintJob>("/v1/cash/x/print", {}, key),
  count: (counts: Count[], key?: ActionKey) => post<{ counted: T.Money }>("/v1/cash/count", { counts }, key),
  close: (input: { counts: Count[]; left_float: T.Money; note?: string; print: boolean }, key?: ActionKey) =>
    post<T.ReportFigures>("/v1/cash/close", input, key),
  closes: (after?: string | null) => get<T.Page<T.CloseRow>>("/v1/cash/closes", { after }),
  closeReport: (z: number) => get<T.ReportFigures>(`/v1/cash/closes/${z}`),
  printClose: (z: number, key?: ActionKey) => post<T.PrintJob>(`/v1/cash/closes/${z}/print`, {}, key),
};

export interface SaleQuery {
  q?: string;
  from?: T.Day | null;
  to?: T.Day | null;
  state?: "all" | "paid" | "voided";
  after?: string | null;
  limit?: number;
}

const sales = {
  list: (query: SaleQuery = {}) => get<T.Page<T.SaleRow>>("/v1/sales", { ...query }),
  one: (id: Id) => get<T.Sale>(`/v1/sales/${id}`),
  ticket: (id: Id, columns: number) => get<T.TicketPreview>(`/v1/sales/${id}/ticket`, { columns }),
  pdf: (id: Id) => file(`/v1/sales/${id}/pdf`),
  reprint: (id: Id, key?: ActionKey) => post<T.PrintJob>(`/v1/sales/${id}/reprint`, {}, key),
  void: (id: Id, input: Reasoned, key?: ActionKey) => post<T.Sale>(`/v1/sales/${id}/void`, input, key),
};

const printing = {
  status: () => get<T.PrinterStatus>("/v1/printer/status"),
  jobs: (after?: string | null) => get<T.Page<T.PrintJob>>("/v1/print-jobs", { after }),
  retry: (id: Id, key?: ActionKey) => post<T.PrintJob>(`/v1/print-jobs/${id}/retry`, {}, key),
  cancel: (id: Id, key?: ActionKey) => post<T.PrintJob>(`/v1/print-jobs/${id}/cancel`, {}, key),
  confirm: (id: Id, key?: ActionKey) => post<T.PrintJob>(`/v1/print-jobs/${id}/confirm`, {}, key),
  profile: () => get<T.PrinterProfile>("/v1/printer"),
  save: (profile: T.PrinterProfile, key?: ActionKey) => post<T.PrinterProfile>("/v1/printer", profile, key),
  test: (key?: ActionKey) => post<T.PrintJob>("/v1/printer/test", {}, key),
};

type UserInput = { name: string; role: T.Role };

const settings = {
  shop: () => get<T.Shop>("/v1/shop"),
  saveShop: (shop: T.Shop, key?: ActionKey) => post<T.Shop>("/v1/shop", shop, key),
  till: () => get<T.Till>("/v1/till"),
  saveTill: (name: string, key?: ActionKey) => post<T.Till>("/v1/till", { name }, key),
  users: () => get<T.UserRow[]>("/v1/users"),
  addUser: (input: UserInput & { pin: string }, key?: ActionKey) => post<T.UserRow[]>("/v1/users", input, key),
  updateUser: (id: Id, input: UserInput & { active: boolean }, key?: ActionKey) =>
    post<T.UserRow[]>(`/v1/users/${id}/update`, input, key),
  setPin: (id: Id, pin: string, key?: ActionKey) => post<T.UserRow[]>(`/v1/users/${id}/pin`, { pin }, key),
  ceilings: () => get<T.Ceiling[]>("/v1/ceilings"),
  saveCeiling: (ceiling: T.Ceiling, key?: ActionKey) => post<T.Ceiling[]>("/v1/ceilings", ceiling, key),
};

/** The whole API. */
export const api = { session, system, cart, search, catalog, customers, cash, sales, printing, settings };
