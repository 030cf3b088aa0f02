/** One line of changes from the till for the whole UI; whoever shows something listens by topic. */
import type { Topic } from "$api/types";
import { everything, shell } from "$shell";

interface Listener {
  topics: readonly Topic[];
  heard: () => void;
}

const listeners = new Set<Listener>();
let stop: (() => void) | null = null;

/** Calls `heard` after any of `topics` changed, until the returned function is called. */
export function onChange(topics: readonly Topic[], heard: () => void): () => void {
  const listener = { topics, heard };
  listeners.add(listener);
  stop ??= shell().onChanged(({ topic }) => {
    for (const each of [...listeners]) {
      if (topic === everything || each.topics.some((wanted) => wanted === topic)) each.heard();
    }
  });
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
  };
}
