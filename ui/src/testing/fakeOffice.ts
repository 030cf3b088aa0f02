/** A till in memory with its back office: cash, catalogue, past sales, printer and settings. Falls back on `FakeTill`. */
import type {
  Ability,
  CashState,
  Ceiling,
  ChargeInput,
  Copies,
  DocRow,
  FiscalStatus,
  HandCopy,
  Licence,
  PieceInput,
  Pieces,
  Place,
  Health,
  Page,
  PresentationInput,
  Product,
  ProductInput,
  ProductRow,
  RefundInput,
  RefundQuote,
  RefundQuoteInput,
  ReportFigures,
  Sale,
  SaleCharge,
  Session,
  SetupInput,
  Shop,
} from "$api";
import type { Shell, ShellAnswer, ShellRequest } from "$shell/types";
import { FakeTill } from "./fakeTill";
import * as papers from "./documentData";
import { licence, request } from "./licenceData";
import * as data from "./officeData";

type Body = Record<string, unknown>;

/** Thrown by a route to refuse as the API does. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly args: Record<string, string | number> = {},
  ) {
    super(code);
  }
}

const encoder = new TextEncoder();
const everyAbility: Ability[] = [
  ...(["sell", "open_cash", "close_cash", "see_expected", "cash_movement", "open_drawer", "edit_catalog"] as const),
  ...([
    "adjust_stock",
    "see_sales",
    "void_sale",
    "reprint",
    "edit_settings",
    "edit_users",
    "edit_printer",
    "move_data",
    "bring_licence",
  ] as const),
];

function paged<T>(rows: readonly T[], { after, limit }: Body): Page<T> {
  const from = Number(after ?? 0);
  const to = from + Number(limit ?? 50);
  return { rows: rows.slice(from, to), next: to < rows.length ? String(to) : null };
}

export class FakeOffice implements Shell {
  readonly kind = "browser";
  readonly can = { fullscreen: false, links: true, downloads: true };
  opened: string[] = [];
  downloaded: string[] = [];
  readonly till = new FakeTill();
  calls: ShellRequest[] = [];
  /** Answers first when it has something to say; throw `Refused` to refuse. */
  instead: (request: ShellRequest) => unknown = () => undefined;
  abilities = everyAbility;
  health: Health = { state: "ready", version: "0.1.0" };
  cash: CashState = structuredClone(data.cash);
  products: Product[] = structuredClone(data.products);
  categories = structuredClone(data.categories);
  closes = structuredClone(data.closes);
  sales = structuredClone(data.sales);
  /** None until a test hands some out: most shops begin without. */
  documents: DocRow[] = [];
  fiscal: FiscalStatus = { ...papers.status, environment: null, pending: 0, broken: 0 };
  jobs = structuredClone(data.jobs);
  profile = structuredClone(data.profile);
  shop: Shop = structuredClone(data.shop);
  users = structuredClone(data.users);
  copies: Copies = structuredClone(data.copies);
  licence: Licence = structuredClone(licence);
  places: Place[] = structuredClone(data.places);
  saved: { name: string; type: string }[] = [];
  ceilings: Ceiling[] = [
    { role: "owner", discount: 10_000, price_drop: 10_000, void_amount: 99_999_999, cash_out: 99_999_999 },
    { role: "supervisor", discount: 3_000, price_drop: 3_000, void_amount: 50_000, cash_out: 100_000 },
    { role: "cashier", discount: 500, price_drop: 0, void_amount: 0, cash_out: 5_000 },
    { role: "technician", discount: 0, price_drop: 0, void_amount: 0, cash_out: 0 },
  ];

  async call(request: ShellRequest): Promise<ShellAnswer> {
    this.calls.push(request);
    try {
      const said = this.instead(request) ?? this.#route(request);
      if (said !== undefined) return answer(200, said);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return answer(422, { code: error.code, args: error.args });
    }
    return this.till.call(request);
  }

  onChanged = this.till.onChanged.bind(this.till);
  setFullscreen = () => Promise.resolve();

  download(address: string): Promise<void> {
    this.downloaded.push(address);
    return Promise.resolve();
  }

  openLink(address: string): Promise<void> {
    this.opened.push(address);
    return Promise.resolve();
  }

  saveFile(name: string, type: string): Promise<null> {
    this.saved.push({ name, type });
    return Promise.resolve(null);
  }

  session(): Session {
    return {
      ...this.till.session(),
      abilities: this.abilities,
      business_date: data.today,
      cash_open: !!this.cash.session,
    };
  }

  #route({ method, path, body }: ShellRequest): unknown {
    const url = new URL(path, "http://till");
    const input = { ...(JSON.parse(body ?? "{}") as Body), ...Object.fromEntries(url.searchParams) };
    for (const [pattern, handle] of Object.entries(this.#routes)) {
      const [verb, route] = pattern.split(" ");
      const found = verb === method && new RegExp(`^/v1${route}$`).exec(url.pathname);
      if (found) return handle(input as never, ...found.slice(1));
    }
    return undefined;
  }

  #routes: Record<string, (body: never, ...parts: string[]) => unknown> = {
    "GET /health": () => this.health,
    "GET /session": () => this.session(),
    "POST /setup": ({ trade_name }: SetupInput) => {
      this.health = { ...this.health, state: "ready" };
      this.shop.trade_name = trade_name;
      return this.session();
    },
    "POST /recovery/restore": () => (this.health = { ...this.health, state: "ready" }),
    "GET /cash": () => this.cash,
    "POST /cash/open": ({ float }: { float: number }) => {
      const session = structuredClone(data.cash.session);
      return (this.cash = { ...this.cash, movements: [], session: session ? { ...session, float, sales: 0 } : null });
    },
    "POST /cash/movements": (move: { kind: "income"; amount: number; reason: string }) => {
      const made = { ...move, id: `m${this.cash.movements.length + 1}`, by: "Rosa Quispe", at: "2026-11-20T17:10:00Z" };
      return (this.cash = { ...this.cash, movements: [made, ...this.cash.movements] });
    },
    "POST /cash/count": ({ counts }: { counts: Pieces[] }) => ({ counted: sum(counts) }),
    "GET /cash/x": () => data.figures,
    "POST /cash/x/print": () => this.jobs[0],
    "POST /cash/close": (input: { counts: Pieces[]; left_float: number; note?: string }) => this.#close(input),
    "GET /cash/closes": (query: Body) => paged(this.closes, query),
    "GET /cash/closes/(\\d+)": (_: Body, z) => ({ ...data.figures, ...zOf(Number(z), [], 5_000), note: null }),
    "POST /cash/closes/(\\d+)/print": () => this.jobs[0],
    "GET /products": (query: Body) => paged(this.#find(query), query),
    "GET /products/([^/]+)": (_: Body, id) => this.#product(id),
    "POST /products": (input: ProductInput) => this.#keep(input, `p${this.products.length + 1}`),
    "POST /products/([^/]+)/update": (input: ProductInput, id) => this.#keep(input, id ?? ""),
    "POST /products/([^/]+)/adjust": ({ delta }: { delta: number }, id) => {
      const product = this.#product(id);
      product.on_hand = (product.on_hand ?? 0) + delta;
      return product;
    },
    "GET /products/([^/]+)/movements": (query: Body) => paged(data.movements, query),
    "GET /categories": () => this.categories,
    "POST /categories": ({ name }: { name: string }) => {
      this.categories = [...this.categories, { id: `k${this.categories.length + 1}`, name, products: 0 }];
      return this.categories;
    },
    "GET /sales": (query: Body) => paged(this.#sales(query), query),
    "GET /sales/([^/]+)": (_: Body, id) => this.#whole(id),
    "GET /sales/([^/]+)/ticket": ({ columns }: { columns: string }) => ticket(Number(columns)),
    "POST /sales/([^/]+)/void": (_: Body, id) => {
      this.#sale(id).voided = true;
      return data.saleOf(this.#sale(id));
    },
    "POST /sales/([^/]+)/refund/quote": (input: RefundQuoteInput, id) => quoteOf(data.saleOf(this.#sale(id)), input),
    "POST /sales/([^/]+)/refund": (input: RefundInput, id) => {
      const { paid_back, total } = quoteOf(data.saleOf(this.#sale(id)), input);
      const made = { id: "d1", at: "2026-11-20T17:20:00Z", by: "Rosa Quispe", note: null, paid_back, total };
      const { lines, tender, reason } = input;
      const back = lines.map(({ line_no, quantity }) => ({ line_no, quantity, amount: 0 }));
      return { ...data.saleOf(this.#sale(id)), refunds: [{ ...made, lines: back, tender, reason }] };
    },
    "POST /sales/([^/]+)/charge": ({ amount: total, ...input }: ChargeInput, id) => {
      const made = { id: "g1", at: "2026-11-20T17:25:00Z", by: "Rosa Quispe", note: null, igv: 0, total };
      const charge: SaleCharge = { ...made, ...input, paid: total - (total % 10), tax_class: "gravado" };
      return { ...this.#whole(id), charges: [charge] };
    },
    "POST /sales/([^/]+)/reprint": () => this.jobs[0],
    "GET /fiscal/status": () => this.fiscal,
    "GET /documents": (query: Body) => paged(this.#documents(query), query),
    "GET /documents/([^/]+)": (_: Body, id) => papers.documentOf(this.#document(id)),
    "GET /documents/([^/]+)/(xml|cdr|pdf)": () => ({}),
    "POST /documents/([^/]+)/resend": (_: Body, id) => {
      Object.assign(this.#document(id), { state: "queued", light: "amber" });
      return papers.documentOf(this.#document(id));
    },
    "POST /documents/([^/]+)/reissue": (_: Body, id) => {
      const old = this.#document(id);
      const made = { ...old, id: `${old.id}r`, number: old.number.replace("0000000", "0000010") };
      this.documents = [{ ...made, state: "queued", light: "amber" }, ...this.documents];
      old.replaced = true;
      return papers.documentOf(this.#document(made.id));
    },
    "GET /print-jobs": (query: Body) => paged(this.jobs, query),
    "POST /print-jobs/([^/]+)/(retry|cancel|confirm)": (_: Body, id, verb) => {
      const job = this.jobs.find((each) => each.id === id);
      if (!job) throw new Refused("print.job_unknown");
      job.state = verb === "retry" ? "queued" : verb === "cancel" ? "cancelled" : "sent";
      return job;
    },
    "GET /printer": () => this.profile,
    "POST /printer": (profile: typeof data.profile) => (this.profile = profile),
    "POST /printer/test": () => this.jobs[0],
    "GET /shop": () => this.shop,
    "POST /shop": (shop: Shop) => (this.shop = shop),
    "GET /till": () => ({ id: "t1", name: "Caja 1", series: "NV01", next_number: 4822 }),
    "POST /till": ({ name }: { name: string }) => ({ id: "t1", name, series: "NV01", next_number: 4822 }),
    "GET /users": () => this.users,
    "POST /users": ({ name, role }: { name: string; role: "cashier" }) =>
      (this.users = [...this.users, { id: `u${this.users.length + 1}`, name, role, active: true }]),
    "POST /users/([^/]+)/update": (input: object, id) =>
      (this.users = this.users.map((user) => (user.id === id ? { ...user, ...input } : user))),
    "POST /users/([^/]+)/pin": () => this.users,
    "GET /licence": () => this.licence,
    "GET /licence/request": () => request,
    "POST /licence/import": () => {
      this.licence = { ...this.licence, state: "active", notice: null };
      return { items: [], changed: true, series: [], licence: this.licence };
    },
    "POST /licence/code": () => {
      this.licence = { ...this.licence, state: "grace", days_left: 3 };
      return { days: 3, licence: this.licence };
    },
    "GET /copies": () => this.copies,
    "GET /copies/places": () => this.places,
    "POST /copies": ({ folder }: { folder: string }) => this.#copy(folder),
    "POST /copies/look": () => data.look,
    "POST /copies/send": ({ offset, piece }: PieceInput) => ({ reached: offset + atob(piece).length }),
    "POST /copies/restore": () => ({ reopening: true }),
    "POST /exports/([^/]+)": ({ folder }: { folder: string }, what) => ({ path: `${folder}/${what}.csv` }),
    "GET /ceilings": () => this.ceilings,
    "POST /ceilings": (next: Ceiling) =>
      (this.ceilings = this.ceilings.map((each) => (each.role === next.role ? next : each))),
  };

  #copy(folder: string): HandCopy {
    const made = { ...data.handCopy, path: `${folder}/caserita-bodega-dona-charo-2026-11-20-1210.db` };
    this.copies = { ...this.copies, by_hand: [made, ...this.copies.by_hand] };
    return made;
  }

  #product(id: string | undefined): Product {
    const product = this.products.find((each) => each.id === id);
    if (!product) throw new Refused("catalog.unknown");
    return product;
  }

  #sale(id: string | undefined): (typeof data.sales)[number] {
    const sale = this.sales.find((each) => each.id === id);
    if (!sale) throw new Refused("sale.unknown");
    return sale;
  }

  /** Switches electronic documents on, with those of the data. */
  issues(): this {
    this.documents = structuredClone(papers.documents);
    this.fiscal = structuredClone(papers.status);
    return this;
  }

  #whole(id: string | undefined): Sale {
    const doc = this.documents.find((each) => papers.saleIdOf(each) === id);
    return { ...data.saleOf(this.#sale(id)), document: doc ? papers.refOf(doc) : null };
  }

  #document(id: string | undefined): DocRow {
    const doc = this.documents.find((each) => each.id === id);
    if (!doc) throw new Refused("document.unknown");
    return doc;
  }

  #documents({ q, light, kind }: Body): DocRow[] {
    return this.documents
      .filter((row) => fold(`${row.number} ${row.customer ?? ""}`).includes(fold(String(q ?? ""))))
      .filter((row) => !light || row.light === light)
      .filter((row) => !kind || row.kind === kind);
  }

  #keep(input: ProductInput, id: string): Product {
    const known = this.products.find((each) => each.id === id);
    const presentations = input.presentations.map((each: PresentationInput, at) => ({
      ...each,
      id: each.id ?? `${id}${at}`,
    }));
    const stamp = { updated_at: "2026-11-20T17:15:00Z", updated_by: "Charo Huamán" };
    const sku = input.sku ?? known?.sku ?? id;
    const product: Product = { ...input, ...stamp, id, sku, presentations, on_hand: known?.on_hand ?? 0 };
    this.products = known
      ? this.products.map((each) => (each.id === id ? product : each))
      : [product, ...this.products];
    return product;
  }

  #find({ q, filter, category }: Body): ProductRow[] {
    const words = fold(String(q ?? ""));
    return this.products
      .map((product) => this.#row(product))
      .filter((row) => fold(`${row.name} ${row.barcode ?? ""}`).includes(words))
      .filter((row) => !category || row.category === this.categories.find(({ id }) => id === category)?.name)
      .filter((row) => filter !== "low" || row.low)
      .filter((row) => filter !== "no_barcode" || !row.barcode)
      .filter((row) => (filter === "inactive" ? !row.active : row.active));
  }

  #row(product: Product): ProductRow {
    const { id, name, kind, tax_class, on_hand, min_stock, active, weighed, sku, base_unit } = product;
    const first = product.presentations[0];
    return {
      ...{ id, sku: sku ?? "", name, kind, unit: base_unit, price: first?.price ?? 0, tax_class, on_hand, min_stock },
      ...{ low: (on_hand ?? 0) < (min_stock ?? 0), active, barcode: first?.barcodes[0] ?? null, weighed },
      category: this.categories.find((each) => each.id === product.category_id)?.name ?? null,
    };
  }

  #sales({ q, state, from }: Body): typeof data.sales {
    return this.sales
      .filter((row) => `${row.number} ${row.customer ?? ""}`.toLowerCase().includes(String(q ?? "").toLowerCase()))
      .filter((row) => state === "all" || (state === "voided") === row.voided)
      .filter((row) => !from || row.at >= String(from));
  }

  #close(input: { counts: Pieces[]; left_float: number; note?: string }): ReportFigures {
    const z = { ...data.figures, ...zOf(61, input.counts, input.left_float), note: input.note ?? null };
    this.cash = { ...this.cash, session: null, movements: [] };
    return z;
  }
}

function zOf(z_number: number, counts: Pieces[], left_float: number): Partial<ReportFigures> {
  const counted_cash = counts.length > 0 ? sum(counts) : 98_536;
  const closed = { kind: "z" as const, z_number, closed_at: "2026-11-21T02:31:00Z", closed_by: "Rosa Quispe" };
  return {
    ...closed,
    counted_cash,
    difference: counted_cash - 98_736,
    counts,
    left_float,
    deposit: counted_cash - left_float,
  };
}

/** As much for any return: what counts is that the UI shows what it is told. */
function quoteOf(sale: Sale, { lines }: RefundQuoteInput): RefundQuote {
  const left = (line_no: number) => sale.lines.find((line) => line.line_no === line_no)?.left ?? 0;
  if (lines.some((back) => back.quantity > left(back.line_no))) throw new Refused("sale.refund_too_large");
  return { total: 1746, paid_back: 1750, paper: null, motive: "Devolución por ítem" };
}

const sum = (counts: Pieces[]) => counts.reduce((total, { value, count }) => total + value * count, 0);
const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function ticket(columns: number): unknown {
  const texts = ["BODEGA DOÑA CHARO", "RUC 10446789124", "", "NOTA DE VENTA NV01-00004821", "-".repeat(columns)];
  const lines = ["2 x Gaseosa Chaski limón 1.5 L", "0.845 kg Palta fuerte", "TOTAL S/ 78.42"];
  const rows = [...texts, ...lines].map((text, at) => ({ text, bold: at === 0, tall: at === 7, center: at < 4 }));
  const qr = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"><path d="M0 0h1v1H0zM2 0h1v1H2zM1 1h1v1H1zM0 2h1v1H0z"/></svg>`;
  return { columns, rows, qr };
}

function answer(status: number, body: unknown): ShellAnswer {
  return { status, type: "application/json", body: encoder.encode(JSON.stringify(body)) };
}
