import { readBase64 } from "$lib/files";
import { t } from "$lib/i18n";

/** The largest logo the API takes, in bytes. */
export const logoLimit = 290 * 1024;
export const logoKilobytes = 290;

/** How every PNG begins, in base64. */
const pngHead = "iVBORw0KGg";

/** A picture as base64, or why it will not do. */
export async function readLogo(file: File): Promise<{ png: string } | { error: string }> {
  if (file.size > logoLimit) return { error: t.settings.logoTooBig(logoKilobytes) };
  const png = await readBase64(file);
  return png.startsWith(pngHead) ? { png } : { error: t.settings.logoNotPng };
}
