/** What is the same around every screen: rail, top bar, toasts, the permission of another person. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Person } from "../support/shop";

export type ScreenName = "Venta" | "Caja" | "Ventas" | "Productos" | "Ajustes" | "Licencia" | "Impresión";

export class Frame {
  readonly rail: Locator;
  readonly bar: Locator;

  constructor(private readonly page: Page) {
    this.bar = page.getByRole("banner");
    this.rail = page.getByRole("navigation", { name: "Pantallas" });
  }

  async goTo(screen: Exclude<ScreenName, "Licencia" | "Impresión">): Promise<void> {
    await this.rail.getByRole("link", { name: screen, exact: true }).click();
    await this.screenIs(screen);
  }

  async screenIs(screen: ScreenName): Promise<void> {
    await expect(this.bar.getByRole("heading", { level: 1 })).toHaveText(screen);
  }

  /** The chip of the printer in the top bar. */
  async printerSays(text: string | RegExp): Promise<void> {
    await expect(this.bar.getByRole("link").filter({ hasText: text })).toBeVisible({ timeout: 15_000 });
  }

  async openQueue(): Promise<void> {
    await this.bar.getByRole("link").filter({ hasText: /mpresora/ }).click();
    await this.screenIs("Impresión");
  }

  async toastIs(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: text }).first()).toBeVisible();
  }

  async undo(): Promise<void> {
    await this.page.getByRole("button", { name: "Deshacer" }).click();
  }

  dialog(title: string | RegExp): Locator {
    return this.page.getByRole("dialog", { name: title });
  }

  /** Another person agrees with their PIN. */
  async approve(person: Person): Promise<void> {
    const dialog = this.dialog("Permiso de otra persona");
    await dialog.getByRole("button", { name: person.name }).click();
    await dialog.getByLabel(`PIN de ${person.name}`).fill(person.pin);
    await dialog.getByRole("button", { name: "Autorizar" }).click();
    await expect(dialog, `${person.name} may allow it`).toBeHidden();
  }

  async approvalIsAsked(text: string | RegExp): Promise<void> {
    await expect(this.dialog("Permiso de otra persona")).toContainText(text);
  }

  async alertIs(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("alert").filter({ hasText: text })).toBeVisible();
  }

  /** A refusal in sight: what happened, whether all is safe, what to do. */
  async refusalIs(code: string): Promise<void> {
    await this.alertIs(code);
  }
}
