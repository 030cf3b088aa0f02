/** Ajustes: shop, till, printer, people, looks. */
import { expect, type Page } from "@playwright/test";
import type { Person } from "../support/shop";
import { Frame } from "./frame";

export type Section =
  | "Tienda"
  | "Comprobantes electrónicos"
  | "Caja y serie"
  | "Impresora"
  | "Personas"
  | "Copias y exportación"
  | "Apariencia y sonido";

export class Settings {
  readonly #frame: Frame;

  constructor(private readonly page: Page) {
    this.#frame = new Frame(page);
  }

  async section(name: Section): Promise<void> {
    await this.page.getByRole("navigation", { name: "Secciones de ajustes" }).getByRole("link", { name }).click();
    // The first section shows before it is chosen; what is typed before the address changes would be asked about.
    await expect(this.page).toHaveURL(/[?&]seccion=/);
    await expect(this.page.getByRole("heading", { level: 2, name, exact: true })).toBeVisible();
  }

  async lacks(name: Section): Promise<void> {
    const sections = this.page.getByRole("navigation", { name: "Secciones de ajustes" });
    await expect(sections).toBeVisible();
    await expect(sections.getByRole("link", { name })).toHaveCount(0);
  }

  async fill(label: string, value: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(value);
  }

  async choose(label: string, option: string): Promise<void> {
    await this.page.getByRole("combobox", { name: `${label}:` }).click();
    await this.page.getByRole("option", { name: option, exact: true }).click();
  }

  async save(): Promise<void> {
    await this.page.keyboard.press("Control+Enter");
  }

  async saved(toast: string): Promise<void> {
    await this.save();
    await this.#frame.toastIs(toast);
  }

  async fieldSays(label: string, text: string | RegExp): Promise<void> {
    await expect(this.page.getByLabel(label, { exact: true })).toHaveAccessibleDescription(text);
  }

  async printTest(): Promise<void> {
    await this.page.getByRole("button", { name: "Imprimir prueba" }).click();
    await this.#frame.toastIs("Prueba enviada a la impresora");
  }

  async addPerson({ name, pin }: Pick<Person, "name" | "pin">, role: string): Promise<void> {
    await this.page.keyboard.press("Insert");
    const dialog = this.#frame.dialog("Agregar persona");
    await dialog.getByLabel("Nombre y apellido").fill(name);
    await dialog.getByRole("combobox", { name: "Rol:" }).click();
    await this.page.getByRole("option", { name: role, exact: true }).click();
    await dialog.getByLabel("PIN, de 4 a 6 dígitos").fill(pin);
    await dialog.getByLabel("El PIN otra vez").fill(pin);
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await this.#frame.toastIs(`${name} ya puede entrar`);
  }

  async theme(name: "Claro" | "Oscuro" | "Alto contraste" | "Como el equipo"): Promise<void> {
    await this.page.getByRole("group", { name: "Tema" }).getByRole("button", { name }).click();
  }
}
