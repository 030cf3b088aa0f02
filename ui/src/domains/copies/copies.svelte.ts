import { api, type Copies, type CopySource, type Place } from "$api";
import { Act } from "$lib/act.svelte";
import { dateAndHour, megabytes } from "$lib/format";
import { t } from "$lib/i18n";
import { Live } from "$lib/live";
import { toasts } from "$lib/toasts.svelte";

/** One copy as the list shows it, wherever it came from. */
export interface CopyRow {
  id: string;
  source: CopySource;
  kind: string;
  where: string | null;
  taken_at: string;
  bytes: number;
  /** Whether it can be read now. */
  there: boolean;
}

/** The copies of both kinds as one list, the newest first. */
export function rowsOf({ kept, by_hand }: Copies): CopyRow[] {
  const own = kept.map(({ name, purpose, taken_at, bytes }) => ({
    ...{
      id: name,
      source: { kept: name },
      kind: t.copies.purposes[purpose],
      where: null,
      taken_at,
      bytes,
      there: true,
    },
  }));
  const made = by_hand.map(({ path, taken_at, bytes, there }) => ({
    ...{ id: path, source: { file: path }, kind: t.copies.byHand, where: path, taken_at, bytes, there },
  }));
  return [...own, ...made].sort((one, other) => other.taken_at.localeCompare(one.taken_at));
}

/** A copy in a few words, for what is read aloud. */
export function named(row: CopyRow): string {
  return `${row.kind}, ${dateAndHour(row.taken_at)}, ${t.copies.size(megabytes(row.bytes))}`;
}

/** Copies: those there are, the one under way, and making one. */
export class CopiesController {
  readonly list = new Live<Copies>(["store"], () => api.copies.list());

  start(): () => void {
    return this.list.start();
  }

  get rows(): CopyRow[] {
    return this.list.value ? rowsOf(this.list.value) : [];
  }

  get running(): number | null {
    return this.list.value?.running?.percent ?? null;
  }

  get lastByHand(): string | null {
    return this.list.value?.by_hand[0]?.taken_at ?? null;
  }
}

/** Where a copy is put. */
export class NewCopy {
  places = $state.raw<Place[] | null>(null);
  chosen = $state("");
  folder = $state("");
  tried = $state(false);
  readonly looking = new Act();
  readonly making = new Act();

  get target(): string {
    return this.folder.trim() || this.chosen;
  }

  get wrong(): boolean {
    return this.tried && this.target === "";
  }

  /** Looks for what is plugged in; the first stick is taken until another place is chosen. */
  async look(): Promise<void> {
    const found = await this.looking.run("places", () => api.copies.places());
    if (!found) return;
    this.places = found;
    if (!found.some(({ path }) => path === this.chosen)) {
      this.chosen = found.find(({ kind }) => kind === "removable")?.path ?? "";
    }
  }

  /** True once the copy lies there, verified. */
  async make(): Promise<boolean> {
    this.tried = true;
    const { target } = this;
    if (target === "") return false;
    const copy = await this.making.run(target, (key) => api.copies.make(target, key));
    if (copy) toasts.show(t.copies.made(copy.path));
    return copy !== undefined;
  }
}
