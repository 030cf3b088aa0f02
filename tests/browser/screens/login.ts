/** Who is at the till: tiles and PIN. */
import { expect, type Page } from "@playwright/test";
import { typing } from "../support/fingers";
import type { Person } from "../support/shop";

export class Login {
  readonly #tiles;
  readonly #pin;

  constructor(private readonly page: Page) {
    this.#tiles = page.getByRole("group", { name: "¿Quién atiende?" });
    this.#pin = page.getByLabel("Escribe tu PIN");
  }

  async choose({ name }: Pick<Person, "name">): Promise<void> {
    const tile = this.#tiles.getByRole("button", { name });
    await expect(tile).toBeVisible();
    // Where one person works alone they are chosen already.
    if ((await tile.getAttribute("aria-pressed")) !== "true") await tile.click();
    await expect(this.#pin).toBeFocused();
  }

  /** Types it and presses Enter, wherever the focus is: the till knows what digits are for. */
  async typePin(pin: string): Promise<void> {
    await expect(this.#pin, "digits go to the PIN").toBeFocused();
    await typing(this.page, pin);
    await this.page.keyboard.press("Enter");
  }

  async enter(person: Pick<Person, "name" | "pin">): Promise<void> {
    await this.choose(person);
    await this.typePin(person.pin);
    await this.isGone();
  }

  async isShown(): Promise<void> {
    await expect(this.page.getByRole("heading", { name: "¿Quién atiende?" }).first()).toBeVisible();
  }

  async isGone(): Promise<void> {
    await expect(this.#tiles, "the PIN opens the till").toBeHidden();
  }

  async isLockedBy({ name }: Pick<Person, "name">): Promise<void> {
    await expect(this.page.getByText("Caja bloqueada.")).toBeVisible();
    await expect(this.page.getByText(`La venta de ${name} sigue guardada.`)).toBeVisible();
  }

  async refusalIs(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("alert").filter({ hasText: text })).toBeVisible();
  }

  async tilesAre(...names: string[]): Promise<void> {
    for (const name of names) await expect(this.#tiles.getByRole("button", { name })).toBeVisible();
    await expect(this.#tiles.getByRole("button")).toHaveCount(names.length);
  }
}
