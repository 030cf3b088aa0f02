import type { Page, Topic } from "$api/types";
import { untrack } from "svelte";
import { onChange } from "./hub";

/**
 * A list read page by page. `load()` starts again from the top; `more()` adds the next page; a change of
 * topic reads again as many rows as are on screen.
 */
export class Paged<T> {
  rows = $state.raw<T[]>([]);
  error = $state.raw<unknown>(null);
  /** The first page has not come yet. */
  loading = $state(true);
  /** A further page is on its way. */
  adding = $state(false);
  #next: string | null = null;
  #turn = 0;
  /** The rows on screen and `#next` belong to what is asked for now. */
  #settled = false;

  constructor(
    readonly topics: readonly Topic[],
    private readonly fetch: (after: string | null) => Promise<Page<T>>,
  ) {}

  get hasMore(): boolean {
    return this.#next !== null;
  }

  async load(atLeast = 1): Promise<void> {
    const turn = ++this.#turn;
    this.#settled = false;
    try {
      let page = await this.fetch(null);
      let rows = page.rows;
      while (rows.length < atLeast && page.next) {
        page = await this.fetch(page.next);
        rows = [...rows, ...page.rows];
      }
      if (turn === this.#turn) this.#take(rows, page.next ?? null);
    } catch (error) {
      if (turn === this.#turn) this.error = error;
    } finally {
      if (turn === this.#turn) this.loading = this.adding = false;
    }
  }

  async more(): Promise<void> {
    if (this.adding || !this.#settled || this.#next === null) return;
    const turn = this.#turn;
    this.adding = true;
    try {
      const page = await this.fetch(this.#next);
      if (turn === this.#turn) this.#take([...this.rows, ...page.rows], page.next ?? null);
    } catch (error) {
      if (turn === this.#turn) this.error = error;
    } finally {
      if (turn === this.#turn) this.adding = false;
    }
  }

  /** Loads and follows its topics until the returned function is called. What `fetch` reads starts nothing again. */
  start(): () => void {
    untrack(() => void this.load());
    return onChange(this.topics, () => void this.load(this.rows.length));
  }

  #take(rows: T[], next: string | null): void {
    this.rows = rows;
    this.#next = next;
    this.#settled = true;
    this.error = null;
  }
}

/** A `Paged` that follows its topics for as long as the calling component is on screen. */
export function paged<T>(topics: readonly Topic[], fetch: (after: string | null) => Promise<Page<T>>): Paged<T> {
  const list = new Paged(topics, fetch);
  $effect(() => list.start());
  return list;
}
