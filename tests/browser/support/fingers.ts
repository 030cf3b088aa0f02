/** A person at the keyboard: no hand is as fast as a reader, and the till knows it. */
import type { Page } from "@playwright/test";

/** Between two keys of a quick hand, in milliseconds; a reader stays well under 35. */
const pace = 70;

export async function typing(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: pace });
}

/** Whatever would need the mouse from now on fails the story. */
export async function unplugMouse(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const kind of ["pointerdown", "mousedown", "click"]) {
      addEventListener(kind, (event) => event.isTrusted && (event as PointerEvent).pointerType === "mouse" && event.stopImmediatePropagation(), true);
    }
  });
}

export async function pressing(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key, { delay: pace });
}
