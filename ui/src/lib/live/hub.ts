/** One line of changes from the till for the whole UI; whoever shows something listens by topic. */
import type { Topic } from "$api/types";
import { everything, shell } from "$shell";

interface Listener {
  topics: readonly Topic[];
  heard: () => void;
}

/**
 * How long changes are gathered before anybody asks for what they changed, in milliseconds. The till tells of an act
 * before its answer is here: asking at once would make the answer wait behind a second reading of the same.
 */
const gathering = 30;

const listeners = new Set<Listener>();
const changed = new Set<string>();
let stop: (() => void) | null = null;

function tell(): void {
  const topics = new Set(changed);
  changed.clear();
  for (const each of [...listeners]) {
    if (topics.has(everything) || each.topics.some((wanted) => topics.has(wanted))) each.heard();
  }
}

/** Calls `heard` after any of `topics` changed, until the returned function is called. */
export function onChange(topics: readonly Topic[], heard: () => void): () => void {
  const listener = { topics, heard };
  listeners.add(listener);
  stop ??= shell().onChanged(({ topic }) => {
    if (changed.size === 0) setTimeout(tell, gathering);
    changed.add(topic);
  });
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
  };
}
