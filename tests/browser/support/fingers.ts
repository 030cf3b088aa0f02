/** A person at the keyboard: no hand is as fast as a reader, and the till knows it. */
import type { Page } from "@playwright/test";

/** Between two keys of a quick hand, in milliseconds; a reader stays well under 35. */
const pace = 70;

export async function typing(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: pace });
}

export async function pressing(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key, { delay: pace });
}
