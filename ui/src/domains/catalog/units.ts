import { quantity } from "$lib/format";
import { t } from "$lib/i18n";

/** The units offered, with the present one even if the shop made it up. */
export function unitOptions(current: string): { value: string; label: string }[] {
  const known = Object.entries(t.catalog.units).map(([value, label]) => ({ value, label }));
  return t.catalog.units[current] || current === "" ? known : [{ value: current, label: current }, ...known];
}

/** A stock figure: `24`, `12.400 kg`. */
export function stockText(thousandths: number, unit: string, weighed: boolean): string {
  return weighed ? `${quantity(thousandths, { exact: true })} ${unit}` : quantity(thousandths);
}
