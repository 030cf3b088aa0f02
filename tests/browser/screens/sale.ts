/** Venta: the scan field, the basket, the keys. */
import { expect, type Locator, type Page } from "@playwright/test";
import { pressing, typing } from "../support/fingers";
import { Scanner } from "../support/scanner";
import { written, type Product } from "../support/shop";
import { Frame } from "./frame";

/** A line as the cashier reads it: name, quantity as written, céntimos. */
export type Line = [name: string, quantity: string, amount: number];

export class Sale {
  readonly field: Locator;
  readonly scanner: Scanner;
  readonly frame: Frame;
  readonly #panel: Locator;
  readonly #lines: Locator;
  readonly #results: Locator;

  constructor(readonly page: Page) {
    this.field = page.getByRole("combobox", { name: "Escanea o busca un producto" });
    this.scanner = new Scanner(page);
    this.frame = new Frame(page);
    this.#panel = page.getByRole("complementary", { name: "Cobro" });
    this.#lines = page.getByRole("list", { name: "Líneas de la venta" }).getByRole("listitem");
    this.#results = page.getByRole("listbox", { name: "Productos encontrados" });
  }

  async openCash(float: string): Promise<void> {
    await expect(this.page.getByLabel("Sencillo en la gaveta")).toBeFocused();
    await this.type(float);
    await this.page.keyboard.press("Enter");
    await this.listens();
  }

  async cashIsClosed(): Promise<void> {
    await expect(this.page.getByRole("heading", { name: "La caja está cerrada" })).toBeVisible();
  }

  /** The focus is where the next customer's first product goes. */
  async listens(): Promise<void> {
    await expect(this.field, "the scan field listens").toBeFocused();
  }

  async scan(...products: Product[]): Promise<void> {
    await this.scanner.reads(...products.map(({ code }) => code));
  }

  async press(...keys: string[]): Promise<void> {
    await pressing(this.page, ...keys);
  }

  async type(text: string): Promise<void> {
    await typing(this.page, text);
  }

  /** Types a search and waits until the first result shows it was heard. */
  async search(text: string, first: string): Promise<void> {
    await this.type(text);
    await expect(this.#results.getByRole("option").first()).toContainText(first);
  }

  async resultsHave(name: string): Promise<void> {
    await expect(this.#results.getByRole("option").filter({ hasText: name }).first()).toBeVisible();
  }

  async chosenResultIs(name: string): Promise<void> {
    await expect(this.#results.getByRole("option", { selected: true })).toContainText(name);
  }

  async quickKey(name: string): Promise<void> {
    await this.page.getByRole("group", { name: "Teclas rápidas" }).getByRole("button", { name }).click();
  }

  /** A button of the row of keys, pressed with a finger. */
  async tap(action: string): Promise<void> {
    await this.page.getByRole("group", { name: "Acciones" }).getByRole("button", { name: action }).click();
  }

  async weigh(how: { kilos: string } | { soles: string }): Promise<void> {
    const dialog = this.page.getByRole("dialog");
    if ("soles" in how) await dialog.getByRole("button", { name: "Por monto" }).click();
    const label = "soles" in how ? "Monto" : "Peso";
    await expect(dialog.getByLabel(label, { exact: true })).toBeFocused();
    await this.type("soles" in how ? how.soles : how.kilos);
    await this.press("Enter");
    await expect(dialog).toBeHidden();
  }

  async discount(value: string, reason: string, whole = false): Promise<void> {
    await this.press("F6");
    const dialog = this.frame.dialog("Descuento");
    if (whole) await dialog.getByRole("button", { name: "Toda la venta" }).click();
    await dialog.getByRole("textbox", { name: "Descuento" }).fill(value);
    await dialog.getByLabel("Motivo", { exact: true }).fill(reason);
    await dialog.getByRole("button", { name: "Descontar" }).click();
  }

  async changePrice(price: string, reason: string): Promise<void> {
    await this.press("F7");
    const dialog = this.frame.dialog("Consulta de precio");
    await dialog.getByRole("button", { name: /Precio de línea/ }).click();
    await dialog.getByLabel("Precio nuevo").fill(price);
    await dialog.getByLabel("Motivo", { exact: true }).fill(reason);
    await dialog.getByRole("button", { name: "Cambiar precio" }).click();
  }

  async hold(name: string): Promise<void> {
    await this.press("F5");
    const dialog = this.frame.dialog("En espera");
    await dialog.getByLabel("Nombre para reconocerla").fill(name);
    await this.press("Enter");
    await expect(dialog).toBeHidden();
  }

  async recall(name: string): Promise<void> {
    await this.press("F5");
    await this.frame.dialog("En espera").getByRole("row", { name }).click();
    await expect(this.frame.dialog("En espera")).toBeHidden();
  }

  async discard(reason: string): Promise<void> {
    await this.press("Control+Delete");
    const dialog = this.frame.dialog("Borrar toda la venta");
    await dialog.getByLabel("Motivo", { exact: true }).fill(reason);
    await this.press("Enter");
    await expect(dialog).toBeHidden();
  }

  async linesAre(...lines: Line[]): Promise<void> {
    const shown = () =>
      this.#lines.evaluateAll((items) =>
        items.map((item) => {
          // Number, product, quantity, price and amount; a struck price stands above the amount.
          const [, product, quantity, , amount] = Array.from(item.children, (cell) =>
            (cell as HTMLElement).innerText.replaceAll("\u00a0", " ").trim().split("\n"),
          );
          return [product?.[0], quantity?.join(" "), amount?.at(-1)];
        }),
      );
    await expect.poll(shown).toEqual(lines.map(([name, quantity, amount]) => [name, quantity, written(amount)]));
  }

  async lineCountIs(count: number): Promise<void> {
    await expect(this.#lines).toHaveCount(count);
  }

  /** Something written on the lit line: a reason, the stock left, a tax. */
  async litLineSays(text: string | RegExp): Promise<void> {
    await expect(this.#lines.and(this.page.locator("[aria-current]"))).toContainText(text);
  }

  async isEmpty(): Promise<void> {
    await expect(this.page.getByText("Lista para vender")).toBeVisible();
    await expect(this.#lines).toHaveCount(0);
  }

  async totalIs(centimos: number): Promise<void> {
    await expect(this.#panel.getByRole("status")).toHaveText(`Total ${written(centimos)}`);
  }

  async sumsSay(text: string | RegExp): Promise<void> {
    await expect(this.#panel).toContainText(text);
  }

  async warns(text: string): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: text })).toBeVisible();
  }
}
