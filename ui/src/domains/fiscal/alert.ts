import type { Ability, FiscalStatus } from "$api";
import { t, troubleParts } from "$lib/i18n";
import type { Tone } from "$shared";

/** Where the certificate, the user and the mode are set. */
export const fiscalSettingsPath = "/ajustes?seccion=comprobantes";
/** Where documents are looked at. */
const documentsPath = "/ventas";

/** Something that stops documents until a person sees to it. */
export interface FiscalAlert {
  tone: Extract<Tone, "warn" | "danger">;
  icon: "time" | "rejected" | "certificate" | "user";
  text: string;
  href: string;
  /** Who can do something about it. */
  needs: Ability;
}

/** Documents that run out of days this soon are worth a word; before, they go by themselves. */
const soon = 2;

const settings = { href: fiscalSettingsPath, needs: "edit_settings" } as const;
const documents = { href: documentsPath, needs: "see_sales" } as const;

/** Everything that needs somebody, the worst first. */
export function alertsOf(status: FiscalStatus): FiscalAlert[] {
  if (!status.environment) return [];
  const { certificate, trouble, pending, unsigned, broken, days_left } = status;
  const words = t.fiscal.chip;
  const alerts: (FiscalAlert | false)[] = [
    trouble === "sunat.credentials" && {
      ...settings,
      tone: "danger",
      icon: "user",
      text: troubleParts(trouble).short,
    },
    !!certificate &&
      !certificate.valid && { ...settings, tone: "danger", icon: "certificate", text: words.certificateOver },
    pending > 0 &&
      days_left != null &&
      days_left <= 0 && { ...documents, tone: "danger", icon: "time", text: words.pending(pending, days_left) },
    broken > 0 && { ...documents, tone: "danger", icon: "rejected", text: t.fiscal.broken(broken) },
    trouble === "sunat.no_user" && { ...settings, tone: "warn", icon: "user", text: troubleParts(trouble).short },
    !certificate && { ...settings, tone: "warn", icon: "certificate", text: words.certificateMissing },
    pending > 0 &&
      days_left != null &&
      days_left <= soon && { ...documents, tone: "warn", icon: "time", text: words.pending(pending, days_left) },
    !!certificate?.warn && {
      ...{ ...settings, tone: "warn", icon: "certificate" },
      text: words.certificateEnds(certificate.days_left),
    },
    unsigned > 0 && { ...settings, tone: "warn", icon: "certificate", text: words.unsigned(unsigned) },
  ];
  return alerts.filter((alert) => alert !== false);
}

/**
 * The worst thing that somebody with these abilities can see to. In front of a customer only the owner is told: whoever
 * sells has nothing to do about it there.
 */
export function alertFor(
  status: FiscalStatus,
  can: (ability: Ability) => boolean,
  selling: boolean,
): FiscalAlert | null {
  if (selling && !can("edit_settings")) return null;
  return alertsOf(status).find(({ needs }) => can(needs)) ?? null;
}
