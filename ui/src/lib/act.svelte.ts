import { newKey, NoAnswerError, type ActionKey } from "$api";
import { NotApproved } from "./approvals.svelte";

/**
 * One thing a person can do on a screen: busy while it runs, and afterwards why it failed. When no answer
 * came, doing the very same thing again carries the same key, so that it is never done twice.
 */
export class Act {
  busy = $state(false);
  /** Why the last try failed; null when it did not, or when the person gave up asking for permission. */
  error = $state.raw<unknown>(null);
  #unanswered: { input: string; key: ActionKey } | null = null;

  /** Runs `call` for `input`. Undefined when it failed or is already running. */
  async run<T>(input: unknown, call: (key: ActionKey) => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    const said = JSON.stringify(input);
    const key = this.#unanswered?.input === said ? this.#unanswered.key : newKey();
    this.busy = true;
    this.error = null;
    try {
      const answer = await call(key);
      this.#unanswered = null;
      return answer;
    } catch (error) {
      this.#unanswered = error instanceof NoAnswerError ? { input: said, key } : null;
      if (!(error instanceof NotApproved)) this.error = error;
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  /** Forgets the last failure. */
  clear(): void {
    this.error = null;
  }
}
