import { t } from "$lib/i18n";

/** The largest logo the API takes, in bytes. */
export const logoLimit = 290 * 1024;
export const logoKilobytes = 290;

const pngHead = [0x89, 0x50, 0x4e, 0x47];

/** A picture as base64, or why it will not do. */
export async function readLogo(file: File): Promise<{ png: string } | { error: string }> {
  if (file.size > logoLimit) return { error: t.settings.logoTooBig(logoKilobytes) };
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!pngHead.every((byte, at) => bytes[at] === byte)) return { error: t.settings.logoNotPng };
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { png: btoa(binary) };
}
