import { soles } from "$lib/format";
import { t } from "$lib/i18n";
import type { Tone } from "$shared";

/** What a difference between counted and expected cash is called; in céntimos, negative when cash is missing. */
export function differenceWords(difference: number): { tone: Tone; text: string } {
  if (difference === 0) return { tone: "ok", text: t.cash.balanced };
  const size = soles(Math.abs(difference));
  return difference < 0 ? { tone: "danger", text: t.cash.short(size) } : { tone: "warn", text: t.cash.over(size) };
}
