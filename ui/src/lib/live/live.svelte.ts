import type { Topic } from "$api/types";
import { untrack } from "svelte";
import { onChange } from "./hub";

/**
 * Something the API says, kept fresh: fetched when shown, and again whenever one of its topics changes.
 * While a refresh runs the last value stays on screen.
 */
export class Live<T> {
  value = $state.raw<T | null>(null);
  /** Why the last fetch failed; null after one that worked. */
  error = $state.raw<unknown>(null);
  #turn = 0;

  constructor(
    readonly topics: readonly Topic[],
    private readonly fetch: () => Promise<T>,
  ) {}

  /** Nothing to show yet, and nothing failed. */
  get loading(): boolean {
    return this.value === null && this.error === null;
  }

  /** Fetches now. An answer that a newer fetch or `set` has overtaken is dropped. */
  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const value = await this.fetch();
      if (turn !== this.#turn) return;
      this.value = value;
      this.error = null;
    } catch (error) {
      if (turn === this.#turn) this.error = error;
    }
  }

  /** Takes the answer of an action as the present state. */
  set(value: T): void {
    this.#turn += 1;
    this.value = value;
    this.error = null;
  }

  /** Fetches and follows its topics until the returned function is called. What `fetch` reads starts nothing again. */
  start(): () => void {
    untrack(() => void this.refresh());
    return onChange(this.topics, () => void this.refresh());
  }
}

/** A `Live` that follows its topics, and what `fetch` reads, for as long as the calling component is on screen. */
export function live<T>(topics: readonly Topic[], fetch: () => Promise<T>): Live<T> {
  const kept = new Live(topics, fetch);
  $effect(() => onChange(topics, () => void kept.refresh()));
  $effect(() => void kept.refresh());
  return kept;
}
