import { api, type Export } from "$api";
import { Act } from "$lib/act.svelte";
import { canDownload, download } from "$lib/files";
import { t } from "$lib/i18n";
import { toasts } from "$lib/toasts.svelte";

export const tables: readonly Export[] = ["products", "customers", "sales", "sale-lines", "documents"];

const isDay = (text: string) => text === "" || /^\d{4}-\d{2}-\d{2}$/.test(text);

/** Taking lists out: which days, and where to. */
export class Exports {
  from = $state("");
  to = $state("");
  tried = $state(false);
  /** The table under way. */
  current = $state<Export | null>(null);
  readonly act = new Act();

  get #known(): boolean {
    const { from, to } = this;
    return isDay(from) && isDay(to) && (from === "" || to === "" || from <= to);
  }

  get wrong(): boolean {
    return this.tried && !this.#known;
  }

  /** A browser takes it from its address; the window has the till put it among the downloads. */
  async take(what: Export): Promise<void> {
    this.tried = true;
    if (!this.#known) return;
    const days = { from: this.from || null, to: this.to || null };
    this.current = what;
    await this.act.run([what, days], async (key) => {
      if (canDownload()) {
        const asked = new URLSearchParams(Object.entries(days).flatMap(([name, day]) => (day ? [[name, day]] : [])));
        await download(`/v1/exports/${what}?${asked.toString()}`);
        toasts.show(t.copies.exporting(t.copies.exportNames[what]));
        return;
      }
      const places = await api.copies.places();
      const own = places.find(({ kind }) => kind === "downloads") ?? places.find(({ kind }) => kind === "documents");
      const { path } = await api.copies.exportTo(what, { folder: (own ?? places[0])?.path ?? "", ...days }, key);
      toasts.show(t.copies.exported(path));
    });
    this.current = null;
  }
}
