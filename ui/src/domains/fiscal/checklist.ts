import type { Credentials, Shop } from "$api";
import type { t } from "$lib/i18n";
import type { FiscalValues, Mode } from "./settings.svelte";

export type StepName = keyof typeof t.fiscal.steps;

/** One thing a shop needs before it can issue. */
export interface Step {
  name: StepName;
  done: boolean;
  /** SUNAT's test service does without it. */
  onlyProduction: boolean;
}

/** What there is and what is missing, in the order it is best gathered. */
export function stepsOf(shop: Shop, values: FiscalValues, credentials: Credentials): Step[] {
  const has: Record<StepName, boolean> = {
    ruc: Boolean(shop.ruc),
    legal_name: Boolean(shop.legal_name),
    address: Boolean(shop.address),
    district: values.ubigeo !== "",
    certificate: credentials.certificate?.valid ?? false,
    sol_user: values.sol_user.trim() !== "",
    sol_password: credentials.has_sol_password,
  };
  return (Object.entries(has) as [StepName, boolean][]).map(([name, done]) => ({
    name,
    done,
    onlyProduction: name === "sol_user" || name === "sol_password",
  }));
}

/** What this mode still lacks. */
export function missingFor(mode: Mode, steps: readonly Step[]): Step[] {
  return steps.filter(({ done, onlyProduction }) => !done && (mode === "production" || !onlyProduction));
}

export type Next = keyof typeof t.fiscal.nextTexts;

/** The one thing to do now; nothing when documents go out as they should. */
export function nextOf(kept: Mode, chosen: Mode, dirty: boolean, steps: readonly Step[]): Next | null {
  const [first] = missingFor(chosen, steps);
  if (first) return first.name;
  if (dirty) return "save";
  return { off: "try" as const, beta: "go" as const, production: null }[kept];
}
