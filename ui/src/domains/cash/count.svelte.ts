import { api, type Money, type Pieces } from "$api";

/** From here up they are notes; below, coins. In céntimos. */
const firstNote = 1000;

/** A sum the till makes of what was counted; a late answer never overwrites a newer one. */
class Sum {
  value = $state<Money>(0);
  #turn = 0;

  async ask(counts: Pieces[]): Promise<void> {
    const turn = ++this.#turn;
    const counted = counts.length === 0 ? 0 : (await api.cash.count(counts)).counted;
    if (turn === this.#turn) this.value = counted;
  }
}

/** How many pieces of each denomination are in the drawer. The till adds them up, never the screen. */
export class CashCount {
  /** Smallest first, as they lie in the drawer. */
  readonly coins: readonly Money[];
  readonly notes: readonly Money[];
  /** Why the last sum failed. */
  error = $state.raw<unknown>(null);
  readonly whole = new Sum();
  readonly coinsSum = new Sum();
  readonly notesSum = new Sum();
  #pieces = $state<Record<Money, number>>({});
  #rows: Record<Money, Sum> = {};

  constructor(denominations: readonly Money[]) {
    const ascending = [...denominations].sort((a, b) => a - b);
    this.coins = ascending.filter((value) => value < firstNote);
    this.notes = ascending.filter((value) => value >= firstNote);
    for (const value of ascending) this.#rows[value] = new Sum();
  }

  /** In the order in which they are counted. */
  get denominations(): Money[] {
    return [...this.coins, ...this.notes];
  }

  get started(): boolean {
    return this.counts.length > 0;
  }

  /** What was counted so far, without the empty ones. */
  get counts(): Pieces[] {
    return this.#of(this.denominations);
  }

  pieces(value: Money): number {
    return this.#pieces[value] ?? 0;
  }

  amount(value: Money): Money {
    return this.#rows[value]?.value ?? 0;
  }

  /** The denomination counted after `value`; null after the last, and before the first when going back. */
  beside(value: Money, step: 1 | -1): Money | null {
    return this.denominations[this.denominations.indexOf(value) + step] ?? null;
  }

  /** Takes what was typed; anything but digits is left out. */
  type(value: Money, text: string): void {
    this.set(value, Number.parseInt(text.replace(/\D/g, "").slice(0, 4) || "0", 10));
  }

  step(value: Money, by: 1 | -1): void {
    this.set(value, this.pieces(value) + by);
  }

  set(value: Money, pieces: number): void {
    this.#pieces[value] = Math.min(9999, Math.max(0, pieces));
    void this.#sum(value);
  }

  /** Asks again for every sum. */
  async refresh(): Promise<void> {
    await Promise.all(this.denominations.map((value) => this.#sum(value)));
  }

  #of(values: readonly Money[]): Pieces[] {
    return values.map((value) => ({ value, count: this.pieces(value) })).filter(({ count }) => count > 0);
  }

  async #sum(value: Money): Promise<void> {
    const [group, sum] = value < firstNote ? [this.coins, this.coinsSum] : [this.notes, this.notesSum];
    try {
      await Promise.all([
        this.whole.ask(this.counts),
        sum.ask(this.#of(group)),
        this.#rows[value]?.ask(this.#of([value])),
      ]);
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }
}
