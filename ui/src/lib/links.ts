import { shell } from "$shell";

/** A WhatsApp chat with the message in its field, not sent yet. `number` is country code and digits. */
export function chat(number: string, text: string): string {
  return `https://wa.me/${number}?text=${encodeURIComponent(text)}`;
}

/** Puts `text` on the clipboard; answers whether that was possible. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Opens `address` in the program meant for it. Where nothing can be opened, `text` is copied instead. */
export async function openOrCopy(address: string, text: string): Promise<"opened" | "copied"> {
  if (shell().can.links) {
    await shell().openLink(address);
    return "opened";
  }
  await navigator.clipboard.writeText(text);
  return "copied";
}
