import {
  api,
  type Approval,
  type ByHand,
  type Cart,
  type CartLine,
  type DiscountInput,
  type DocKind,
  type ScanAnswer,
} from "$api";
import { withApproval } from "$lib/approvals.svelte";
import { Live } from "$lib/live";

type Reasoned = { reason: string };

/**
 * The open sale. Every act goes to the API and its answer is what is shown; acts wait for one another,
 * so that three quick `+` are three units.
 */
export class CartStore {
  #live = new Live<Cart>(["cart", "held"], () => api.cart.current());
  #turn: Promise<unknown> = Promise.resolve();
  /** The line chosen by hand; null while the last one scanned is the one lit. */
  #chosen = $state<number | null>(null);

  get value(): Cart | null {
    return this.#live.value;
  }

  get error(): unknown {
    return this.#live.error;
  }

  get lines(): CartLine[] {
    return this.value?.lines ?? [];
  }

  get isEmpty(): boolean {
    return this.lines.length === 0;
  }

  /** The line that keys act on. */
  get lit(): CartLine | null {
    const at = this.#chosen ?? this.value?.last_line_no;
    return this.lines.find((line) => line.line_no === at) ?? this.lines.at(-1) ?? null;
  }

  start(): () => void {
    return this.#live.start();
  }

  refresh(): Promise<void> {
    return this.#live.refresh();
  }

  set(cart: Cart): void {
    this.#chosen = null;
    this.#live.set(cart);
  }

  choose(line: CartLine): void {
    this.#chosen = line.line_no;
  }

  /** Moves the lit line; false when there is nowhere to go. */
  move(step: number): boolean {
    const at = this.lines.findIndex((line) => line === this.lit);
    const next = this.lines[at + step];
    if (next) this.choose(next);
    return next !== undefined;
  }

  async scan(code: string, quantity: number | null): Promise<ScanAnswer> {
    return this.#inTurn(async () => {
      const answer = await api.cart.scan({ code, quantity });
      this.set(answer.cart);
      return answer;
    });
  }

  add(presentation_id: string, what: { quantity?: number | null; amount?: number | null } = {}): Promise<Cart> {
    return this.#act(() => api.cart.add({ presentation_id, ...what }));
  }

  setQuantity(line: number, what: { quantity?: number; amount?: number }): Promise<Cart> {
    return this.#keep(line, () => api.cart.setQuantity(line, what));
  }

  /** One unit more or less of the lit line; taking the last one away removes it. */
  async step(units: 1 | -1): Promise<CartLine | null> {
    return this.#inTurn(async () => {
      const line = this.lit;
      if (!line) return null;
      const quantity = line.quantity + units * 1000;
      const cart =
        quantity > 0 ? await api.cart.setQuantity(line.line_no, { quantity }) : await api.cart.removeLine(line.line_no);
      this.set(cart);
      if (quantity <= 0) return line;
      this.#chosen = line.line_no;
      return null;
    });
  }

  remove(line: number): Promise<Cart> {
    return this.#act(() => api.cart.removeLine(line));
  }

  setPrice(line: number, input: Reasoned & { unit_price: number }): Promise<Cart> {
    return this.#keep(line, () => withApproval((approval) => api.cart.setPrice(line, { ...input, approval })));
  }

  /** Discounts a line, or the whole ticket when `line` is null. */
  discount(line: number | null, input: DiscountInput): Promise<Cart> {
    const call = (approval?: Approval) =>
      line === null ? api.cart.discount({ ...input, approval }) : api.cart.discountLine(line, { ...input, approval });
    return this.#keep(line, () => withApproval(call));
  }

  setCustomer(id: string | null): Promise<Cart> {
    return this.#act(() => api.cart.setCustomer(id));
  }

  setDocument(kind: DocKind): Promise<Cart> {
    return this.#act(() => api.cart.setDocument(kind));
  }

  /** Null: the sale is issued as usual. */
  setByHand(paper: ByHand | null): Promise<Cart> {
    return this.#act(() => api.cart.setByHand(paper));
  }

  hold(name: string): Promise<Cart> {
    return this.#act(() => api.cart.hold(name.trim() || null));
  }

  recall(id: string): Promise<Cart> {
    return this.#act(() => api.cart.recall(id));
  }

  discard(reason: string): Promise<Cart> {
    return this.#act(() => api.cart.discard(reason));
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #act(call: () => Promise<Cart>): Promise<Cart> {
    return this.#inTurn(async () => {
      const cart = await call();
      this.set(cart);
      return cart;
    });
  }

  /** Like `#act`, and the line stays lit. */
  async #keep(line: number | null, call: () => Promise<Cart>): Promise<Cart> {
    const cart = await this.#act(call);
    this.#chosen = line;
    return cart;
  }
}
