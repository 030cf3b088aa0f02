import { api, type BoletaRoute, type Environment, type FiscalSettings, type Regime } from "$api";
import { Form, type FormErrors } from "$lib/form.svelte";
import { t } from "$lib/i18n";
import { toasts } from "$lib/toasts.svelte";

export type Mode = Environment | "off";

/** The fiscal address, as SUNAT numbers establishments. */
const fiscalAddress = "0000";

/** How the shop stands before SUNAT, as fields: an empty text is nothing. */
export interface FiscalValues {
  mode: Mode;
  regime: Regime;
  boletas: BoletaRoute;
  service_url: string;
  sol_user: string;
  ubigeo: string;
  establishment: string;
  consult_at: string;
}

export const modeOf = (environment: Environment | null | undefined): Mode => environment ?? "off";

export function fiscalValues(settings: FiscalSettings): FiscalValues {
  return {
    mode: modeOf(settings.environment),
    regime: settings.regime,
    boletas: settings.boletas,
    service_url: settings.service_url ?? "",
    sol_user: settings.sol_user ?? "",
    ubigeo: settings.ubigeo ?? "",
    establishment: settings.establishment ?? fiscalAddress,
    consult_at: settings.consult_at ?? "",
  };
}

/** The other way round. */
export function fiscalOf(values: FiscalValues): FiscalSettings {
  const said = (text: string) => text.trim() || null;
  const establishment = said(values.establishment);
  return {
    environment: values.mode === "off" ? null : values.mode,
    regime: values.regime,
    boletas: values.boletas,
    service_url: said(values.service_url),
    sol_user: said(values.sol_user),
    ubigeo: said(values.ubigeo),
    establishment: establishment === fiscalAddress ? null : establishment,
    consult_at: said(values.consult_at),
  };
}

export function fiscalErrors({ establishment }: FiscalValues): FormErrors<FiscalValues> {
  return /^(\d{4})?$/.test(establishment.trim()) ? {} : { establishment: t.fiscal.establishmentWrong };
}

export class FiscalForm extends Form<FiscalValues> {
  /** The mode that counts until another one is saved. */
  kept: Mode = $state("off");

  constructor(settings: FiscalSettings) {
    super(fiscalValues(settings), { "fiscal.service_invalid": "service_url" });
    this.kept = modeOf(settings.environment);
  }

  /** Saving would make every document count. */
  get goesLive(): boolean {
    return this.values.mode === "production" && this.kept !== "production";
  }

  /** True when it was saved. */
  async save(): Promise<boolean> {
    const errors = fiscalErrors(this.values);
    const saved = await this.send((values, key) => api.fiscal.save(fiscalOf(values), key), errors);
    if (!saved) return false;
    this.kept = modeOf(saved.environment);
    this.reset(fiscalValues(saved));
    toasts.show(t.settings.saved);
    return true;
  }
}
