import { api, type Credentials } from "$api";
import { Form } from "$lib/form.svelte";
import { t } from "$lib/i18n";

/** A SOL password on its way in; it never comes back out. */
export class SolForm extends Form<{ password: string }> {
  constructor() {
    super({ password: "" });
  }

  /** What is kept afterwards; undefined when it was refused. */
  async save(): Promise<Credentials | undefined> {
    const errors = this.values.password === "" ? { password: t.fiscal.needsSol } : {};
    const kept = await this.send(({ password }, key) => api.fiscal.setSol(password, key), errors);
    if (kept) this.reset({ password: "" });
    return kept;
  }
}
