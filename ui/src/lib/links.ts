import { shell } from "$shell";

/** Opens `address` in the program meant for it. Where nothing can be opened, `text` is copied instead. */
export async function openOrCopy(address: string, text: string): Promise<"opened" | "copied"> {
  if (shell().can.links) {
    await shell().openLink(address);
    return "opened";
  }
  await navigator.clipboard.writeText(text);
  return "copied";
}
