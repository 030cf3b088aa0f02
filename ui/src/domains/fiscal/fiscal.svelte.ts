import { tick, untrack } from "svelte";
import { api, type Certificate, type SeriesSettings } from "$api";
import { Live } from "$lib/live";
import { missingFor, nextOf, stepsOf, type Next, type Step, type StepName } from "./checklist";
import type { SecretName } from "./secret.svelte";
import { FiscalForm, type Mode } from "./settings.svelte";

/** What stands over the section. */
export type Open =
  | { what: "certificate" | "sol" | "remove" | "live" }
  | { what: "series"; row: SeriesSettings }
  | { what: "secret"; name: SecretName };

const inShop: readonly StepName[] = ["ruc", "legal_name", "address"];

/** The shop before SUNAT: what is set, what is missing, and what the owner is doing about it. */
export class FiscalController {
  readonly settings = new Live(["settings"], () => api.fiscal.settings());
  readonly shop = new Live(["settings"], () => api.settings.shop());
  readonly credentials = new Live(["settings", "documents"], () => api.fiscal.credentials());
  readonly series = new Live(["settings", "documents"], () => api.fiscal.series());
  readonly status = new Live(["settings", "documents"], () => api.fiscal.status());
  readonly licence = new Live(["licence"], () => api.licence.current());
  form = $state.raw<FiscalForm | null>(null);
  open = $state.raw<Open | null>(null);
  /** Fields that the checklist leads to. */
  fields = $state<{ district: HTMLInputElement | null; sol_user: HTMLInputElement | null }>({
    district: null,
    sol_user: null,
  });

  start(): () => void {
    const all = [this.settings, this.shop, this.credentials, this.series, this.status, this.licence];
    const stops = all.map((each) => each.start());
    // Fresh data come in until something is written.
    $effect(() => {
      const { value } = this.settings;
      if (value && !untrack(() => this.form?.dirty)) this.form = new FiscalForm(value);
    });
    return () => stops.forEach((stop) => stop());
  }

  get dirty(): boolean {
    return this.form?.dirty ?? false;
  }

  /** Why there is nothing to show, if there is not. */
  get error(): unknown {
    return [this.settings, this.shop, this.credentials, this.series].find(({ error }) => error)?.error;
  }

  /** The mode that counts, and the one on the screen. */
  get kept(): Mode {
    return this.form?.kept ?? "off";
  }

  get chosen(): Mode {
    return this.form?.values.mode ?? "off";
  }

  /** Whether the licence holds documents. Taken for granted until it says otherwise. */
  get entitled(): boolean {
    return this.licence.value?.entitlements.includes("documents") ?? true;
  }

  get steps(): Step[] {
    const [shop, credentials] = [this.shop.value, this.credentials.value];
    return this.form && shop && credentials ? stepsOf(shop, this.form.values, credentials) : [];
  }

  get missing(): Step[] {
    return missingFor(this.chosen, this.steps);
  }

  get next(): Next | null {
    return nextOf(this.kept, this.chosen, this.dirty, this.steps);
  }

  /** Where a missing thing is filled in, when that is another section. */
  pathTo(name: StepName): string | null {
    return inShop.includes(name) ? "/ajustes?seccion=tienda" : null;
  }

  /** Goes to where a missing thing of this section is filled in. */
  go(name: StepName): void {
    if (name === "certificate") this.show({ what: "certificate" });
    else if (name === "sol_password") this.show({ what: "sol" });
    else if (name === "district" || name === "sol_user") this.fields[name]?.focus();
  }

  show(open: Open): void {
    this.open = open;
  }

  close(): void {
    this.open = null;
  }

  /** Saves, but asks first when documents would begin to count. */
  save(): void {
    if (this.form?.goesLive) this.show({ what: "live" });
    else void this.#save();
  }

  async goLive(): Promise<void> {
    this.close();
    await this.#save();
  }

  certificateTaken(certificate: Certificate): void {
    const { value } = this.credentials;
    if (value) this.credentials.set({ ...value, certificate });
    this.close();
  }

  async #save(): Promise<void> {
    if (await this.form?.save()) return;
    await tick();
    const wrong = document.querySelector<HTMLElement>("main [aria-invalid='true']");
    wrong?.scrollIntoView({ block: "center" });
    wrong?.focus({ preventScroll: true });
  }
}
