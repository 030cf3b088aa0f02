/** Productos: the list, the card of one product, its stock. */
import { expect, type Locator, type Page } from "@playwright/test";
import { Frame } from "./frame";

export class Products {
  readonly search: Locator;
  readonly #frame: Frame;
  readonly #rows: Locator;
  readonly #card: Locator;

  constructor(private readonly page: Page) {
    this.#frame = new Frame(page);
    this.search = page.getByLabel("Buscar producto");
    this.#rows = page.getByRole("grid", { name: "Lista de productos" }).getByRole("row");
    this.#card = page.getByRole("complementary", { name: "Ficha del producto" });
  }

  async listens(): Promise<void> {
    await expect(this.search).toBeFocused();
  }

  async find(text: string): Promise<void> {
    await this.search.fill(text);
  }

  async firstRowIs(text: string | RegExp): Promise<void> {
    await expect(this.#rows.nth(1)).toContainText(text);
  }

  async filter(name: "Todos" | "Bajo mínimo" | "Sin código" | "Inactivos"): Promise<void> {
    await this.page.getByRole("group", { name: "Filtros" }).getByRole("button", { name }).click();
  }

  async open(name: string): Promise<void> {
    await this.#rows.filter({ hasText: name }).first().click();
    await this.cardIs(name);
  }

  async cardIs(name: string): Promise<void> {
    await expect(this.#card.getByRole("heading", { level: 2 })).toHaveText(name);
  }

  async create(): Promise<void> {
    await this.page.keyboard.press("Insert");
    await this.cardIs("Producto nuevo");
  }

  async fill(fields: Partial<Record<"Nombre" | "Precio de venta" | "Códigos de barras" | "Mínimo" | "Costo", string>>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) {
      const field = this.#card.getByLabel(label, { exact: true });
      await field.fill(value);
      if (label === "Códigos de barras") await field.press("Enter");
    }
  }

  async choose(label: string, option: string): Promise<void> {
    await this.#card.getByRole("combobox", { name: `${label}:` }).click();
    await this.page.getByRole("option", { name: option, exact: true }).click();
  }

  async fieldIs(label: string, value: string): Promise<void> {
    await expect(this.#card.getByLabel(label, { exact: true })).toHaveValue(value);
  }

  async fieldSays(label: string, text: string | RegExp): Promise<void> {
    await expect(this.#card.getByLabel(label, { exact: true })).toHaveAccessibleDescription(text);
  }

  async hasCode(code: string): Promise<void> {
    await expect(this.#card.getByRole("button", { name: `Quitar el código ${code}` })).toBeVisible();
  }

  async save(toast = "Producto guardado"): Promise<void> {
    await this.page.keyboard.press("Control+Enter");
    await this.#frame.toastIs(toast);
  }

  async trySave(): Promise<void> {
    await this.page.keyboard.press("Control+Enter");
  }

  async adjust(way: "Entra" | "Sale", quantity: string, reason: string): Promise<void> {
    await this.#card.getByRole("button", { name: "Ajustar" }).click();
    const dialog = this.#frame.dialog("Ajustar stock");
    await dialog.getByRole("button", { name: way, exact: true }).click();
    await dialog.getByLabel("Cantidad").fill(quantity);
    await dialog.getByLabel("Motivo", { exact: true }).fill(reason);
    await dialog.getByRole("button", { name: "Guardar ajuste" }).click();
    await expect(dialog).toBeHidden();
  }

  /** What happened to the stock, newest first. */
  async kardexIs(...movements: [what: string, quantity: string][]): Promise<void> {
    await this.#card.getByRole("button", { name: "Kardex" }).click();
    const dialog = this.#frame.dialog(/^Kardex de/);
    const rows = dialog.getByRole("grid", { name: "Movimientos de stock" }).getByRole("row");
    await expect(rows).toHaveCount(movements.length + 1);
    for (const [at, [what, quantity]] of movements.entries()) {
      await expect(rows.nth(at + 1)).toContainText(what);
      await expect(rows.nth(at + 1)).toContainText(quantity);
    }
    await this.page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
}
