import { api, type SearchHit } from "$api";
import { splitMultiplier } from "$lib/wedge";

const wait = 40;
const pageSize = 20;

/** Search as you type: the words after a `3*`, the hits, and the one the arrows are on. */
export class ProductSearch {
  text = $state("");
  hits = $state.raw<SearchHit[]>([]);
  hasMore = $state(false);
  error = $state.raw<unknown>(null);
  at = $state(0);
  /** What the present hits answer. */
  #answered = $state("");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  get entry(): { quantity: number | null; rest: string } {
    return splitMultiplier(this.text);
  }

  get open(): boolean {
    return this.#answered !== "" && this.entry.rest !== "";
  }

  /** The hits are those of what is written now. */
  get settled(): boolean {
    return this.#answered === this.entry.rest;
  }

  get active(): SearchHit | null {
    return this.open ? (this.hits[this.at] ?? null) : null;
  }

  /** Call after `text` changed. */
  typed(): void {
    clearTimeout(this.#timer);
    const query = this.entry.rest;
    if (query === "") this.#forget();
    else this.#timer = setTimeout(() => void this.#find(query), wait);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.text = "";
    this.#forget();
  }

  move(step: number): boolean {
    if (!this.open || this.hits.length === 0) return false;
    this.at = Math.min(this.hits.length - 1, Math.max(0, this.at + step));
    return true;
  }

  async more(): Promise<void> {
    if (!this.hasMore) return;
    const turn = this.#turn;
    this.hasMore = false;
    const page = await api.search.products(this.#answered, this.hits.length, pageSize);
    if (turn !== this.#turn) return;
    this.hits = [...this.hits, ...page.hits];
    this.hasMore = page.has_more;
  }

  #forget(): void {
    this.#turn += 1;
    this.hits = [];
    this.hasMore = false;
    this.error = null;
    this.at = 0;
    this.#answered = "";
  }

  async #find(query: string): Promise<void> {
    const turn = ++this.#turn;
    try {
      const page = await api.search.products(query, 0, pageSize);
      if (turn !== this.#turn) return;
      this.hits = page.hits;
      this.hasMore = page.has_more;
      this.error = null;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.hits = [];
      this.error = error;
    }
    this.at = 0;
    this.#answered = query;
  }
}
