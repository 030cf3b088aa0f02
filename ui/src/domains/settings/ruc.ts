import { t } from "$lib/i18n";

const length = 11;

/** What can be said of a RUC before the API checks its last digit: whether digits are missing. */
export function rucNote(ruc: string): string | null {
  const digits = ruc.trim().length;
  if (digits === 0 || digits === length) return null;
  return digits < length ? t.settings.rucShort(length - digits) : t.settings.rucLong;
}
