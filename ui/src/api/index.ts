/**
 * Every endpoint as one function, grouped by noun. Actions take an optional last argument: the key
 * that names this action of this person, so that a repeat after a lost answer changes nothing twice.
 */
import { act, actOn, at, client, file, given, read, where, type ActionKey } from "./client";
import type * as T from "./types";

export { newKey, type ActionKey } from "./client";
export { isProblem, NoAnswerError, ProblemError } from "./problem";
export * from "./types";

type Id = T.Uuid;
type Key = ActionKey;
const { GET, POST } = client;

const session = {
  state: () => read(GET("/v1/session")),
  tiles: () => read(GET("/v1/session/tiles")),
  login: (body: T.LoginInput, key?: Key) => read(POST("/v1/session/login", { body, ...act(key) })),
  lock: (key?: Key) => read(POST("/v1/session/lock", { body: {}, ...act(key) })),
};

const system = {
  health: () => read(GET("/v1/health")),
  setup: (body: T.SetupInput, key?: Key) => read(POST("/v1/setup", { body, ...act(key) })),
  /** Brings back the copy that was sent in; null: the till's last one. */
  restore: (sent: Id | null, key?: Key) => read(POST("/v1/recovery/restore", { body: { sent }, ...act(key) })),
};

const licence = {
  current: () => read(GET("/v1/licence")),
  request: () => read(GET("/v1/licence/request")),
  take: (body: T.ImportInput, key?: Key) => read(POST("/v1/licence/import", { body, ...act(key) })),
  useCode: (code: string, key?: Key) => read(POST("/v1/licence/code", { body: { code }, ...act(key) })),
};

const cart = {
  current: () => read(GET("/v1/cart")),
  scan: (body: T.ScanInput, key?: Key) => read(POST("/v1/cart/scan", { body, ...act(key) })),
  add: (body: T.AddLineInput, key?: Key) => read(POST("/v1/cart/lines", { body, ...act(key) })),
  setQuantity: (line_no: number, body: T.LineQuantity, key?: Key) =>
    read(POST("/v1/cart/lines/{line_no}/quantity", { body, ...actOn({ line_no }, key) })),
  setPrice: (line_no: number, body: T.PriceInput, key?: Key) =>
    read(POST("/v1/cart/lines/{line_no}/price", { body, ...actOn({ line_no }, key) })),
  discountLine: (line_no: number, body: T.DiscountInput, key?: Key) =>
    read(POST("/v1/cart/lines/{line_no}/discount", { body, ...actOn({ line_no }, key) })),
  removeLine: (line_no: number, key?: Key) =>
    read(POST("/v1/cart/lines/{line_no}/remove", { body: {}, ...actOn({ line_no }, key) })),
  discount: (body: T.DiscountInput, key?: Key) => read(POST("/v1/cart/discount", { body, ...act(key) })),
  setCustomer: (customer_id: Id | null, key?: Key) =>
    read(POST("/v1/cart/customer", { body: { customer_id }, ...act(key) })),
  setDocument: (doc_kind: T.DocKind, key?: Key) => read(POST("/v1/cart/document", { body: { doc_kind }, ...act(key) })),
  /** Null: the sale is issued as usual. */
  setByHand: (paper: T.ByHand | null, key?: Key) => read(POST("/v1/cart/by-hand", { body: { paper }, ...act(key) })),
  hold: (name: string | null, key?: Key) => read(POST("/v1/cart/hold", { body: { name }, ...act(key) })),
  discard: (reason: string, key?: Key) => read(POST("/v1/cart/discard", { body: { reason }, ...act(key) })),
  held: () => read(GET("/v1/held")),
  recall: (id: Id, key?: Key) => read(POST("/v1/held/{id}/recall", { body: {}, ...actOn({ id }, key) })),
  addPayment: (body: T.PaymentInput, key?: Key) => read(POST("/v1/cart/payments", { body, ...act(key) })),
  removePayment: (id: Id, key?: Key) =>
    read(POST("/v1/cart/payments/{id}/remove", { body: {}, ...actOn({ id }, key) })),
  change: (received: T.Money) => read(GET("/v1/cart/change", where({ received }))),
  pay: (body: T.PayInput, key?: Key) => read(POST("/v1/cart/pay", { body, ...act(key) })),
};

const search = {
  products: (q: string, offset = 0, limit = 20) => read(GET("/v1/search", where({ q, offset, limit }))),
  quickKeys: () => read(GET("/v1/quick-keys")),
  priceOfCode: (code: string) => read(GET("/v1/price-check", where({ code }))),
  priceOf: (presentation_id: Id) => read(GET("/v1/price-check", where({ presentation_id }))),
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
  products: (query: ProductQuery = {}) => read(GET("/v1/products", where(query))),
  product: (id: Id) => read(GET("/v1/products/{id}", at({ id }))),
  create: (body: T.ProductInput, key?: Key) => read(POST("/v1/products", { body, ...act(key) })),
  update: (id: Id, body: T.ProductInput, key?: Key) =>
    read(POST("/v1/products/{id}/update", { body, ...actOn({ id }, key) })),
  adjust: (id: Id, body: T.AdjustInput, key?: Key) =>
    read(POST("/v1/products/{id}/adjust", { body, ...actOn({ id }, key) })),
  movements: (id: Id, after?: string | null) =>
    read(GET("/v1/products/{id}/movements", { params: { path: { id }, query: given({ after }) } })),
  categories: () => read(GET("/v1/categories")),
  addCategory: (name: string, key?: Key) => read(POST("/v1/categories", { body: { name }, ...act(key) })),
};

const customers = {
  find: (q: string, limit = 20) => read(GET("/v1/customers", where({ q, limit }))),
  create: (body: T.CustomerInput, key?: Key) => read(POST("/v1/customers", { body, ...act(key) })),
  update: (id: Id, body: T.CustomerInput, key?: Key) =>
    read(POST("/v1/customers/{id}/update", { body, ...actOn({ id }, key) })),
};

const cash = {
  state: () => read(GET("/v1/cash")),
  open: (body: T.OpenCashInput, key?: Key) => read(POST("/v1/cash/open", { body, ...act(key) })),
  move: (body: T.CashMovementInput, key?: Key) => read(POST("/v1/cash/movements", { body, ...act(key) })),
  openDrawer: (body: T.ReasonInput, key?: Key) => read(POST("/v1/cash/drawer", { body, ...act(key) })),
  x: () => read(GET("/v1/cash/x")),
  printX: (key?: Key) => read(POST("/v1/cash/x/print", { body: {}, ...act(key) })),
  count: (counts: T.Count[], key?: Key) => read(POST("/v1/cash/count", { body: { counts }, ...act(key) })),
  close: (body: T.CloseInput, key?: Key) => read(POST("/v1/cash/close", { body, ...act(key) })),
  closes: (after?: string | null) => read(GET("/v1/cash/closes", where({ after }))),
  closeReport: (z_number: number) => read(GET("/v1/cash/closes/{z_number}", at({ z_number }))),
  printClose: (z_number: number, key?: Key) =>
    read(POST("/v1/cash/closes/{z_number}/print", { body: {}, ...actOn({ z_number }, key) })),
};

export interface SaleQuery {
  q?: string;
  from?: string | null;
  to?: string | null;
  state?: "all" | "paid" | "voided";
  after?: string | null;
  limit?: number;
}

const sales = {
  list: (query: SaleQuery = {}) => read(GET("/v1/sales", where(query))),
  one: (id: Id) => read(GET("/v1/sales/{id}", at({ id }))),
  ticket: (id: Id, columns: T.Columns) =>
    read(GET("/v1/sales/{id}/ticket", { params: { path: { id }, query: { columns } } })),
  pdf: (id: Id) => file(GET("/v1/sales/{id}/pdf", { ...at({ id }), parseAs: "blob" })),
  reprint: (id: Id, key?: Key) => read(POST("/v1/sales/{id}/reprint", { body: {}, ...actOn({ id }, key) })),
  void: (id: Id, body: T.VoidInput, key?: Key) => read(POST("/v1/sales/{id}/void", { body, ...actOn({ id }, key) })),
  quoteRefund: (id: Id, body: T.RefundQuoteInput) => read(POST("/v1/sales/{id}/refund/quote", { body, ...at({ id }) })),
  refund: (id: Id, body: T.RefundInput, key?: Key) =>
    read(POST("/v1/sales/{id}/refund", { body, ...actOn({ id }, key) })),
  charge: (id: Id, body: T.ChargeInput, key?: Key) =>
    read(POST("/v1/sales/{id}/charge", { body, ...actOn({ id }, key) })),
};

export interface DocQuery {
  q?: string;
  from?: string | null;
  to?: string | null;
  light?: T.DocLight | null;
  kind?: T.DocKind | null;
  after?: string | null;
  limit?: number;
}

const documents = {
  status: () => read(GET("/v1/fiscal/status")),
  list: (query: DocQuery = {}) => read(GET("/v1/documents", where(query))),
  one: (id: Id) => read(GET("/v1/documents/{id}", at({ id }))),
  resend: (id: Id, key?: Key) => read(POST("/v1/documents/{id}/resend", { body: {}, ...actOn({ id }, key) })),
  /** Under another number; without a customer, to the same one as their card is now. */
  reissue: (id: Id, body: T.ReissueInput, key?: Key) =>
    read(POST("/v1/documents/{id}/reissue", { body, ...actOn({ id }, key) })),
  /** A month, by any of its days, as one zip. */
  archive: (month: T.Day, pdf: boolean) =>
    file(GET("/v1/documents/archive", { ...where({ month, pdf }), parseAs: "blob" })),
  xml: (id: Id) => file(GET("/v1/documents/{id}/xml", { ...at({ id }), parseAs: "blob" })),
  constancia: (id: Id) => file(GET("/v1/documents/{id}/cdr", { ...at({ id }), parseAs: "blob" })),
  pdf: (id: Id) => file(GET("/v1/documents/{id}/pdf", { ...at({ id }), parseAs: "blob" })),
};

const printing = {
  status: () => read(GET("/v1/printer/status")),
  jobs: (after?: string | null) => read(GET("/v1/print-jobs", where({ after }))),
  retry: (id: Id, key?: Key) => read(POST("/v1/print-jobs/{id}/retry", { body: {}, ...actOn({ id }, key) })),
  cancel: (id: Id, key?: Key) => read(POST("/v1/print-jobs/{id}/cancel", { body: {}, ...actOn({ id }, key) })),
  confirm: (id: Id, key?: Key) => read(POST("/v1/print-jobs/{id}/confirm", { body: {}, ...actOn({ id }, key) })),
  profile: () => read(GET("/v1/printer")),
  save: (body: T.PrinterProfile, key?: Key) => read(POST("/v1/printer", { body, ...act(key) })),
  test: (key?: Key) => read(POST("/v1/printer/test", { body: {}, ...act(key) })),
};

const settings = {
  shop: () => read(GET("/v1/shop")),
  saveShop: (body: T.Shop, key?: Key) => read(POST("/v1/shop", { body, ...act(key) })),
  till: () => read(GET("/v1/till")),
  saveTill: (name: string, key?: Key) => read(POST("/v1/till", { body: { name }, ...act(key) })),
  users: () => read(GET("/v1/users")),
  addUser: (body: T.UserInput, key?: Key) => read(POST("/v1/users", { body, ...act(key) })),
  updateUser: (id: Id, body: T.UserUpdate, key?: Key) =>
    read(POST("/v1/users/{id}/update", { body, ...actOn({ id }, key) })),
  setPin: (id: Id, pin: string, key?: Key) =>
    read(POST("/v1/users/{id}/pin", { body: { pin }, ...actOn({ id }, key) })),
  ceilings: () => read(GET("/v1/ceilings")),
  saveCeiling: (body: T.Ceiling, key?: Key) => read(POST("/v1/ceilings", { body, ...act(key) })),
};

const fiscal = {
  status: () => read(GET("/v1/fiscal/status")),
  settings: () => read(GET("/v1/fiscal/settings")),
  save: (body: T.FiscalSettings, key?: Key) => read(POST("/v1/fiscal/settings", { body, ...act(key) })),
  series: () => read(GET("/v1/fiscal/series")),
  saveSeries: (body: T.SeriesSettings, key?: Key) => read(POST("/v1/fiscal/series", { body, ...act(key) })),
  credentials: () => read(GET("/v1/fiscal/credentials")),
  importCertificate: (body: T.CertificateInput, key?: Key) =>
    read(POST("/v1/fiscal/certificate", { body, ...act(key) })),
  /** An empty password is forgotten. */
  setSol: (password: string, key?: Key) => read(POST("/v1/fiscal/sol", { body: { password }, ...act(key) })),
  /** A secret left out stays, an empty one is forgotten. */
  setLookup: (body: T.LookupInput, key?: Key) => read(POST("/v1/fiscal/lookup", { body, ...act(key) })),
  /** Who has a document, by the register the owner chose. */
  lookUp: (doc_type: "ruc" | "dni", doc_number: string) => read(GET("/v1/lookup", where({ doc_type, doc_number }))),
  districts: (q: string) => read(GET("/v1/districts", where({ q }))),
};

const copies = {
  list: () => read(GET("/v1/copies")),
  places: () => read(GET("/v1/copies/places")),
  make: (folder: string, key?: Key) => read(POST("/v1/copies", { body: { folder }, ...act(key) })),
  look: (source: T.CopySource) => read(POST("/v1/copies/look", { body: { source } })),
  /** A piece of a copy, as base64. Answers where the next one begins. */
  send: (body: T.PieceInput) => read(POST("/v1/copies/send", { body })),
  restore: (source: T.CopySource, pin: string, key?: Key) =>
    read(POST("/v1/copies/restore", { body: { source, pin }, ...act(key) })),
  /** A table as CSV, into a folder of the till's computer. */
  exportTo: (what: T.Export, body: T.ExportInput, key?: Key) =>
    read(POST("/v1/exports/{export}", { body, ...actOn({ export: what }, key) })),
};

/** The whole API. */
export const api = {
  session,
  system,
  licence,
  cart,
  search,
  catalog,
  customers,
  cash,
  sales,
  documents,
  printing,
  settings,
  fiscal,
  copies,
};
