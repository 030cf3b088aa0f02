import { api, type Credentials, type LookupInput } from "$api";
import { Act } from "$lib/act.svelte";
import { Form } from "$lib/form.svelte";
import { t } from "$lib/i18n";

/** What the look-up services want to know us by. */
export type SecretName = keyof LookupInput;

/** Whether one is kept; it is never shown again. */
export function isKept(name: SecretName, { has_lookup_token, has_validity_secret }: Credentials): boolean {
  return name === "token" ? has_lookup_token : has_validity_secret;
}

/** A secret of a look-up service on its way in; the other one stays as it is. */
export class SecretForm extends Form<{ secret: string }> {
  readonly removal = new Act();

  constructor(private readonly name: SecretName) {
    super({ secret: "" });
  }

  /** What is kept afterwards; undefined when it was refused. */
  async save(): Promise<Credentials | undefined> {
    const errors = this.values.secret.trim() === "" ? { secret: t.fiscal.secrets[this.name].needed } : {};
    const kept = await this.send(({ secret }, key) => api.fiscal.setLookup(this.#only(secret.trim()), key), errors);
    if (kept) this.reset({ secret: "" });
    return kept;
  }

  forget(): Promise<Credentials | undefined> {
    return this.removal.run("forget", (key) => api.fiscal.setLookup(this.#only(""), key));
  }

  #only(secret: string): LookupInput {
    return { token: null, validity_secret: null, [this.name]: secret };
  }
}
