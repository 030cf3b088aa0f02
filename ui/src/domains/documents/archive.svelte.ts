import { api } from "$api";
import { Act } from "$lib/act.svelte";
import { saveFile } from "$lib/files";
import { t } from "$lib/i18n";
import { toasts } from "$lib/toasts.svelte";

/** Takes a month of documents away as one file. */
export class MonthArchive {
  /** `2026-11`; a browser without a month field leaves it to be typed. */
  month = $state("");
  pdf = $state(false);
  tried = $state(false);
  readonly saving = new Act();

  /** `today` is a business day: its month is the last one there is. */
  constructor(readonly today: string) {
    this.month = this.latest;
  }

  get latest(): string {
    return this.today.slice(0, 7);
  }

  get wrong(): boolean {
    return this.tried && !this.#known;
  }

  get #known(): boolean {
    return /^\d{4}-(0[1-9]|1[0-2])$/.test(this.month) && this.month <= this.latest;
  }

  /** True once the file is in the person's hands. */
  async download(): Promise<boolean> {
    this.tried = true;
    if (!this.#known) return false;
    const { month, pdf } = this;
    const done = await this.saving.run([month, pdf], async () => {
      const { type, bytes } = await api.documents.archive(`${month}-01`, pdf);
      const name = t.archive.fileName(month);
      const place = await saveFile(name, type, bytes);
      toasts.show(place ? t.archive.saved(place) : t.archive.done(name));
      return true;
    });
    return done ?? false;
  }
}
