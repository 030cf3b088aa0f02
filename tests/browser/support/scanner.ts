/** A USB barcode reader: to the computer, a keyboard with very fast hands. */
import type { CDPSession, Page } from "@playwright/test";

/** Between two characters of an ordinary reader, in milliseconds. */
const gap = 4;
/** From the reader back to the keyboard: no hand is there sooner. */
const handover = 200;

interface Key {
  key: string;
  code: string;
  windowsVirtualKeyCode: number;
  text: string;
}

function keyOf(character: string): Key {
  if (character === "\n") return { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" };
  const code = /\d/.test(character) ? `Digit${character}` : "";
  return { key: character, code, windowsVirtualKeyCode: character.charCodeAt(0), text: character };
}

export class Scanner {
  #session: Promise<CDPSession> | null = null;

  constructor(private readonly page: Page) {}

  /** Reads one code after another without waiting for the screen, each ended by Enter. */
  async reads(...codes: string[]): Promise<void> {
    this.#session ??= this.page.context().newCDPSession(this.page);
    const session = await this.#session;
    // Sent without waiting in between: the keys arrive as a reader's do, in one burst.
    let at = Date.now() / 1000;
    const sent = [...codes.map((code) => `${code}\n`).join("")].flatMap((character) => {
      at += gap / 1000;
      const key = { ...keyOf(character), timestamp: at };
      return [
        session.send("Input.dispatchKeyEvent", { type: "keyDown", ...key }),
        session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key, text: undefined }),
      ];
    });
    await Promise.all(sent);
    await this.page.waitForTimeout(at * 1000 + handover - Date.now());
  }

  /** Reads a code of many hundred characters: in one go, so that no hiccup of a busy machine tears it. */
  async readsLong(code: string): Promise<void> {
    await this.page.evaluate((keys) => {
      for (const key of keys) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }, [...code, "Enter"]);
    await this.page.waitForTimeout(handover);
  }
}
