import { chat } from "$lib/links";

/** How a message reaches a customer: addresses that other programs open with everything already written. */
const country = "51";

/** The nine digits of a Peruvian mobile, without country, spaces or dashes; null when it is not one. */
export function mobile(written: string): string | null {
  const digits = written.replace(/[\s()+-]/g, "");
  const bare = digits.length === 11 && digits.startsWith(country) ? digits.slice(country.length) : digits;
  return /^9\d{8}$/.test(bare) ? bare : null;
}

export function isMail(written: string): boolean {
  return /^\S+@\S+\.\S+$/.test(written.trim());
}

/** Opens the chat with the message in its field, not sent yet. */
export function whatsapp(phone: string, text: string): string {
  return chat(country + phone, text);
}

/** Opens a new mail. */
export function mail(to: string, subject: string, text: string): string {
  return `mailto:${encodeURIComponent(to.trim())}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
}
