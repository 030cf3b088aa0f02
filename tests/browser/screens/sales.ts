/** Ventas: what was sold, one sale in detail, its copy and its void. */
import { expect, type Locator, type Page } from "@playwright/test";
import { Frame } from "./frame";

export class Sales {
  readonly #frame: Frame;
  readonly #rows: Locator;
  readonly #detail: Locator;

  constructor(private readonly page: Page) {
    this.#frame = new Frame(page);
    this.#rows = page.getByRole("grid", { name: "Lista de ventas" }).getByRole("row");
    this.#detail = page.getByRole("complementary", { name: "Detalle de la venta" });
  }

  async listens(): Promise<void> {
    await expect(this.page.getByLabel("Buscar venta")).toBeFocused();
  }

  async countIs(count: number): Promise<void> {
    await expect(this.#rows).toHaveCount(count === 0 ? 0 : count + 1);
  }

  async rowSays(number: string, text: string | RegExp): Promise<void> {
    await expect(this.#rows.filter({ hasText: number })).toContainText(text);
  }

  async open(number: string): Promise<void> {
    await this.#rows.filter({ hasText: number }).click();
    await expect(this.#detail.getByRole("heading", { name: number })).toBeVisible();
  }

  async detailSays(text: string | RegExp): Promise<void> {
    await expect(this.#detail).toContainText(text);
  }

  async ticketSays(text: string): Promise<void> {
    await this.#detail.getByRole("button", { name: "Ticket" }).click();
    await expect(this.#detail.getByRole("img", { name: "Vista del ticket" })).toContainText(text);
  }

  async reprint(): Promise<void> {
    await this.#detail.getByRole("button", { name: "Reimprimir" }).click();
    await this.#frame.toastIs("Copia enviada a la impresora");
  }

  async void(reason: string): Promise<void> {
    await this.#detail.getByRole("button", { name: "Anular" }).click();
    const dialog = this.#frame.dialog(/^Anular/);
    await dialog.getByLabel("Por qué se anula").fill(reason);
    await dialog.getByRole("button", { name: "Anular venta" }).click();
  }

  async mayVoid(may: boolean): Promise<void> {
    await expect(this.#detail.getByRole("button", { name: "Anular" })).toHaveCount(may ? 1 : 0);
  }

  /** Sales as the till sold them, or documents as SUNAT has them. */
  async look(view: "Ventas" | "Electrónicos"): Promise<void> {
    await this.page.getByRole("group", { name: "Qué se ve" }).getByRole("button", { name: view }).click();
  }

  async documentSays(number: string, text: string | RegExp): Promise<void> {
    const rows = this.page.getByRole("grid", { name: "Lista de comprobantes electrónicos" }).getByRole("row");
    await expect(rows.filter({ hasText: number })).toContainText(text, { timeout: 20_000 });
  }

  async openDocument(number: string): Promise<void> {
    const rows = this.page.getByRole("grid", { name: "Lista de comprobantes electrónicos" }).getByRole("row");
    await rows.filter({ hasText: number }).click();
    await expect(this.#detail.getByRole("heading", { name: number })).toBeVisible();
  }

  async act(name: string): Promise<void> {
    await this.#detail.getByRole("button", { name }).click();
  }

  /** Takes the whole sale back. */
  async takesBack(): Promise<void> {
    await this.act("Devolución");
    const dialog = this.#frame.dialog(/^Devolución de/);
    await dialog.getByRole("button", { name: "Todo" }).click();
    await dialog.getByRole("button", { name: "Producto en mal estado" }).click();
    // What goes back is worked out by the till; nobody gives it back before it is told.
    await expect(dialog).toContainText("S/ 1.00");
    await dialog.getByRole("button", { name: "Devolver" }).click();
    // The form says the amount as well: only afterwards may it be left.
    await expect(this.#frame.dialog("Devolución hecha")).toContainText("1.00");
    await this.page.keyboard.press("Escape");
  }

  async counterSays(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("region", { name: "Lista de comprobantes electrónicos" }).getByRole("status")).toContainText(text);
  }
}
