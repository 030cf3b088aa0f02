import { api, type Till } from "$api";
import { Form } from "$lib/form.svelte";
import { t } from "$lib/i18n";
import { toasts } from "$lib/toasts.svelte";

/** The name of this till; its series is given once and for all. */
export class TillForm extends Form<{ name: string }> {
  constructor(till: Till) {
    super({ name: till.name });
  }

  async save(): Promise<void> {
    const errors = this.values.name.trim() === "" ? { name: t.settings.needsTillName } : {};
    const saved = await this.send(({ name }, key) => api.settings.saveTill(name.trim(), key), errors);
    if (!saved) return;
    this.reset({ name: saved.name });
    toasts.show(t.settings.saved);
  }
}
