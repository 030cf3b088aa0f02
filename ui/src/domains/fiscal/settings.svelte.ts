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
  lookup_url: string;
  validity_client: string;
  /** Without a field; it stays as it is. */
  validity_url: string;
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
    lookup_url: settings.lookup_url ?? "",
    validity_client: settings.validity_client ?? "",
    validity_url: settings.validity_url ?? "",
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
    lookup_url: said(values.lookup_url),
    validity_client: said(values.validity_client),
    validity_url: said(values.validity_url),
  };
}

/** Where a secret may travel: never in the clear, but on this machine itself. */
const safeAddress = /^(https:\/\/[^\s\\@/?#]+|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?)([/?#][^\s\\]*)?$/;

export function fiscalErrors({ establishment, lookup_url }: FiscalValues): FormErrors<FiscalValues> {
  const errors: FormErrors<FiscalValues> = {};
  if (!/^(\d{4})?$/.test(establishment.trim())) errors.establishment = t.fiscal.establishmentWrong;
  const register = lookup_url.trim();
  // The API names no field when it refuses an address, so this one is checked before.
  if (register && !(safeAddress.test(register) && register.includes("{numero}"))) {
    errors.lookup_url = t.fiscal.lookupUrlWrong;
  }
  return errors;
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
