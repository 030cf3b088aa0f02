/**
 * A till in memory that answers the API like the real one, for tests of screens. A fixture: nothing of it
 * reaches the product.
 */
import type {
  AddLineInput,
  Approval,
  ByHand,
  Customer,
  DiscountInput,
  DocKind,
  Problem,
  Session,
  UserTile,
  Who,
} from "$api";
import type { Changed, Shell, ShellAnswer, ShellRequest } from "$shell/types";
import { FakeCart, inNotes } from "./fakeCart";
import { goods, type Good } from "./goods";

class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly args: Problem["args"] = {},
  ) {
    super(code);
  }
}

export const people: UserTile[] = [
  { id: "u1", name: "Rosa Quispe", role: "cashier", initials: "RQ" },
  { id: "u2", name: "Charo Huamán", role: "owner", initials: "CH" },
  { id: "u3", name: "Luis Mamani", role: "supervisor", initials: "LM" },
];
const pins: Record<string, string> = { u1: "2468", u2: "1357", u3: "9753" };

type Body = Record<string, unknown>;
type Answer = (body: never, ...parts: string[]) => unknown;

const encoder = new TextEncoder();

export class FakeTill implements Shell {
  readonly kind = "browser";
  readonly can = { fullscreen: false, links: true, downloads: true };
  /** Every call made, oldest first. */
  calls: ShellRequest[] = [];
  /** Runs before each call; throwing or waiting stands for a bad line. */
  before: (request: ShellRequest) => Promise<void> | void = () => undefined;
  cart = new FakeCart();
  sold = 0;
  user: UserTile | null = people[0] ?? null;
  locked = false;
  cashOpen = true;
  triesLeft = 5;
  customers: Customer[] = [
    { id: "c1", doc_type: "dni", doc_number: "44718820", name: "Norma Chávez", alias: "Normita" },
    { id: "c2", doc_type: "ruc", doc_number: "20131312955", name: "Colegio San Martín" },
  ];
  /** Where names are looked up, and who is found there by number. */
  register: string | null = null;
  known: Record<string, Who> = {};
  /** Numbers of pre-printed papers that were keyed in before. */
  told: number[] = [];
  printer = { configured: true, state: "ready", pending: 0, problem: null as Problem | null };
  printState = "sent";
  /** The percent the cashier may discount alone, in basis points. */
  ceiling = 1000;
  #answered = new Map<string, unknown>();
  #listeners = new Set<(change: Changed) => void>();

  async call(request: ShellRequest): Promise<ShellAnswer> {
    this.calls.push(request);
    await this.before(request);
    try {
      return answer(200, this.#once(request));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return answer(422, { code: error.code, args: error.args });
    }
  }

  onChanged(listener: (change: Changed) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  changed(topic: string): void {
    for (const listener of this.#listeners) listener({ topic, version: 1 });
  }

  download = (_address: string) => Promise.resolve();
  openLink = (_address: string) => Promise.resolve();
  saveFile = () => Promise.resolve(null);
  setFullscreen = () => Promise.resolve();

  #once(request: ShellRequest): unknown {
    const { method, key } = request;
    if (method === "GET") return this.#route(request);
    if (!key) throw new Refusal("request.key_missing");
    if (!this.#answered.has(key)) this.#answered.set(key, structuredClone(this.#route(request)));
    return this.#answered.get(key);
  }

  #route({ method, path, body }: ShellRequest): unknown {
    const url = new URL(path, "http://till");
    for (const [pattern, handle] of Object.entries(this.#routes)) {
      const [verb, route] = pattern.split(" ");
      const found = verb === method && new RegExp(`^/v1${route}$`).exec(url.pathname);
      if (found)
        return handle(
          { ...(JSON.parse(body ?? "{}") as Body), ...Object.fromEntries(url.searchParams) } as never,
          ...found.slice(1),
        );
    }
    throw new Refusal("request.not_found", { path });
  }

  #routes: Record<string, Answer> = {
    "GET /health": () => ({ state: "ready", version: "0.1.0" }),
    "GET /session": () => this.session(),
    "GET /session/tiles": () => people,
    "POST /session/login": (input: Approval) => this.#login(input),
    "POST /session/lock": () => {
      this.locked = true;
      return this.session();
    },
    "GET /printer/status": () => this.printer,
    "GET /quick-keys": () => ["p10", "p11", "p9", "p4", "p12", "p6", "p1", "p2"].map((id) => ({ ...this.#good(id) })),
    "GET /search": ({ q }: { q: string }) => ({ hits: find(q), has_more: false }),
    "GET /price-check": ({ code, presentation_id }: { code?: string; presentation_id?: string }) => {
      const hit = goods.find((good) => good.code === code || good.presentation_id === presentation_id);
      if (!hit) throw new Refusal("catalog.unknown");
      return { hit, wholesale: { price: hit.price - 20, from: 6000 }, others: [] };
    },
    "GET /cart": () => this.cart.view(),
    "POST /cart/scan": (input: { code: string; quantity?: number | null }) => this.#scan(input),
    "POST /cart/lines": ({ presentation_id, quantity, amount }: AddLineInput) => {
      const good = this.#good(presentation_id);
      this.cart.add(good, amount ? Math.floor((amount * 1000) / good.price) : (quantity ?? 1000));
      return this.cart.view();
    },
    "POST /cart/lines/(\\d+)/quantity": ({ quantity }: { quantity: number }, line) =>
      this.#change(() => this.cart.setQuantity(Number(line), quantity)),
    "POST /cart/lines/(\\d+)/price": ({ unit_price }: { unit_price: number }, line) =>
      this.#change(() => this.cart.setPrice(Number(line), unit_price)),
    "POST /cart/lines/(\\d+)/discount": (input: DiscountInput, line) => this.#discount(Number(line), input),
    "POST /cart/discount": (input: DiscountInput) => this.#discount(null, input),
    "POST /cart/lines/(\\d+)/remove": (_: Body, line) => this.#change(() => this.cart.remove(Number(line))),
    "POST /cart/customer": ({ customer_id }: { customer_id: string | null }) =>
      this.#change(() => {
        this.cart.customer = this.customers.find(({ id }) => id === customer_id) ?? null;
        this.cart.kind = null;
      }),
    "POST /cart/document": ({ doc_kind }: { doc_kind: DocKind }) =>
      this.#change(() => Object.assign(this.cart, { kind: doc_kind, byHand: null })),
    "POST /cart/by-hand": ({ paper }: { paper: ByHand | null }) => {
      if (paper && this.told.includes(paper.number)) throw new Refusal("document.number_taken");
      return this.#change(() => (this.cart.byHand = paper));
    },
    "POST /cart/discard": () => this.#change(() => this.cart.clear()),
    "POST /cart/hold": ({ name }: { name: string }) => this.#change(() => this.#hold(name)),
    "GET /held": () =>
      this.cart.held.map(({ id, name, total, lines }) => ({
        ...{ id, name, total, lines: lines.length },
        ...{ held_at: "2026-11-20T16:20:00Z", cashier: "Rosa Quispe" },
      })),
    "POST /held/([^/]+)/recall": (_: Body, id) => this.#change(() => this.#recall(id ?? "")),
    "POST /cart/payments": (input: { tender: "yape"; amount: number; operation_code?: string }) => this.#take(input),
    "POST /cart/payments/([^/]+)/remove": (_: Body, id) =>
      this.#change(() => (this.cart.payments = this.cart.payments.filter((payment) => payment.id !== id))),
    "GET /cart/change": ({ received }: { received: string }) => this.#quote(Number(received)),
    "POST /cart/pay": (input: { expected_total: number; cash_received: number | null }) => this.#pay(input),
    "GET /customers": ({ q }: { q: string }) =>
      this.customers.filter(({ name, doc_number }) => `${name} ${doc_number}`.toLowerCase().includes(q.toLowerCase())),
    "POST /customers": (input: Customer) => {
      this.customers.push({ ...input, id: `c${this.customers.length + 1}` });
      return this.customers.at(-1);
    },
    "GET /fiscal/settings": () => ({ lookup_url: this.register }),
    "GET /lookup": ({ doc_number }: { doc_number: string }) => {
      const who = this.known[doc_number];
      if (!who) throw new Refusal("lookup.nobody");
      return who;
    },
    "POST /cash/open": () => {
      this.cashOpen = true;
      return { session: null, movements: [], denominations: [] };
    },
    "POST /cash/(drawer|movements)": () => ({}),
    "GET /sales/([^/]+)": (_: Body, id) => ({ id, print_state: this.printState }),
    "POST /sales/([^/]+)/reprint": () => ({ id: "job-2" }),
    "POST /print-jobs/([^/]+)/retry": () => ({ id: "job-1" }),
  };

  session(): Session {
    return {
      user: this.user,
      locked: this.locked,
      abilities: ["sell", "open_cash", "cash_movement", "open_drawer", "see_sales", "reprint", "edit_catalog"],
      ...{ shop_name: "Bodega Doña Charo", till_name: "Caja 1", demo: false, business_date: "2026-11-20" },
      cash_open: this.cashOpen,
      clock_behind: null,
    };
  }

  #login({ user_id, pin }: Approval): Session {
    if (pins[user_id] !== pin) throw new Refusal("session.pin_wrong", { left: --this.triesLeft });
    this.user = people.find(({ id }) => id === user_id) ?? null;
    this.locked = false;
    return this.session();
  }

  #good(id: string): Good {
    const good = goods.find(({ presentation_id }) => presentation_id === id);
    if (!good) throw new Refusal("catalog.unknown");
    return good;
  }

  #change(act: () => unknown): unknown {
    act();
    return this.cart.view();
  }

  #scan({ code, quantity }: { code: string; quantity?: number | null }): unknown {
    const good = goods.find((each) => each.code === code);
    if (good && !good.weighed) this.cart.add(good, quantity ?? 1000);
    const outcome = !good ? "unknown" : good.weighed ? "weigh" : "added";
    return { outcome, code, presentation: good ?? null, problem: null, cart: this.cart.view() };
  }

  #discount(line: number | null, input: DiscountInput): unknown {
    const asked = input.percent ?? 0;
    if (asked > this.ceiling && !input.approval) {
      throw new Refusal("access.over_ceiling", { what: "discount", allowed: this.ceiling, asked });
    }
    if (input.approval && pins[input.approval.user_id] !== input.approval.pin) {
      throw new Refusal("session.pin_wrong", { left: --this.triesLeft });
    }
    return this.#change(() => this.cart.discount(line, input));
  }

  #hold(name: string): void {
    const { lines } = this.cart;
    this.cart.held.push({ id: `h${this.cart.id}`, name, lines, total: this.cart.view().totals.total });
    this.cart.clear();
  }

  #recall(id: string): void {
    const found = this.cart.held.find((held) => held.id === id);
    if (!found) throw new Refusal("request.not_found");
    this.cart.held = this.cart.held.filter((held) => held !== found);
    this.cart.lines = found.lines;
  }

  #take({ tender, amount, operation_code }: { tender: "yape"; amount: number; operation_code?: string }): unknown {
    const { remaining } = this.cart.view();
    if (amount > remaining) throw new Refusal("payment.exceeds_remaining");
    if (tender === "yape" && !operation_code) throw new Refusal("payment.code_required");
    const id = `pay-${this.cart.payments.length + 1}`;
    return this.#change(() => this.cart.payments.push({ id, tender, amount, operation_code }));
  }

  #quote(received: number): unknown {
    const { cash_due } = this.cart.view();
    const change = Math.max(0, received - cash_due);
    return { cash_due, received, change, short: Math.max(0, cash_due - received), breakdown: inNotes(change) };
  }

  #pay({ expected_total, cash_received }: { expected_total: number; cash_received: number | null }): unknown {
    const cart = this.cart.view();
    if (cart.totals.total !== expected_total) {
      throw new Refusal("payment.total_changed", { expected: expected_total, total: cart.totals.total });
    }
    const missing = cart.cash_due - (cash_received ?? cart.cash_due);
    if (missing > 0) throw new Refusal("payment.short", { missing });
    if (cart.doc_kind === "factura" && cart.customer?.doc_type !== "ruc") throw new Refusal("document.customer_ruc");
    this.sold += 1;
    return this.cart.pay(cash_received, `NV01-0000${4821 + this.sold}`);
  }
}

function answer(status: number, body: unknown): ShellAnswer {
  return { status, type: "application/json", body: encoder.encode(JSON.stringify(body)) };
}

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function find(query: string): Good[] {
  const words = fold(query).split(/\s+/);
  return goods.filter((good) => words.every((word) => fold(`${good.name} ${good.code ?? ""}`).includes(word)));
}
