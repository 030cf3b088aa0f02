/** Taking the money, and the card that follows. */
import { expect, type Locator, type Page } from "@playwright/test";
import { written } from "../support/shop";

export class Payment {
  readonly #panel: Locator;
  readonly #done: Locator;

  constructor(private readonly page: Page) {
    this.#panel = page.getByRole("region", { name: "Pago" });
    this.#done = page.getByRole("region", { name: "Venta guardada" });
  }

  async open(): Promise<void> {
    await this.page.keyboard.press("F2");
    await this.isOpen();
  }

  async isOpen(): Promise<void> {
    await expect(this.#panel.getByLabel("Recibido en efectivo")).toBeFocused();
  }

  /** One key chooses a tender; the focus goes to what has to be written for it. */
  async choose(key: "y" | "p" | "t" | "r", tender: string): Promise<void> {
    await this.page.keyboard.press(key);
    await expect(this.#panel.getByRole("button", { name: tender, pressed: true })).toBeVisible();
    await expect(this.#panel.getByLabel("Número de operación")).toBeFocused();
  }

  async amountWith(tender: string, amount: string): Promise<void> {
    await this.#panel.getByLabel(`Monto con ${tender}`).fill(amount);
  }

  async operation(code: string): Promise<void> {
    await this.#panel.getByLabel("Número de operación").fill(code);
    await this.page.keyboard.press("Enter");
  }

  async receive(amount: string): Promise<void> {
    await this.#panel.getByLabel("Recibido en efectivo").fill(amount);
  }

  async quickCash(face: string): Promise<void> {
    await this.#panel.getByRole("group", { name: "Efectivo rápido" }).getByRole("button", { name: face, exact: true }).click();
  }

  async print(wanted: boolean): Promise<void> {
    const print = this.#panel.getByRole("switch", { name: "Imprimir ticket" });
    if ((await print.isChecked()) !== wanted) await print.click();
  }

  /** The loudest figure: `Vuelto 7.60`, `Falta 3.00`, `Efectivo exacto 12.40`. */
  async figureIs(label: "Vuelto" | "Falta" | "Efectivo exacto" | "Pagado completo", centimos: number): Promise<void> {
    await expect(this.#panel.getByRole("status").last()).toHaveText(`${label} ${written(centimos)}`);
  }

  async says(text: string | RegExp): Promise<void> {
    await expect(this.#panel).toContainText(text);
  }

  async save(): Promise<void> {
    await this.#panel.getByRole("button", { name: /Guardar venta|Cobrar con/ }).click();
  }

  async refusalIs(code: string): Promise<void> {
    await expect(this.#panel.getByRole("alert")).toContainText(code);
  }

  /** The sale is on disk; what the cashier hands back. */
  async isDone(change: number): Promise<void> {
    await expect(this.#done.getByRole("heading", { name: "Venta guardada" })).toBeVisible();
    await expect(this.#done.getByRole("status").first()).toHaveText(
      change > 0 ? `Entrega de vuelto ${written(change)}` : "Sin vuelto 0.00",
    );
  }

  async doneSays(text: string | RegExp): Promise<void> {
    await expect(this.#done).toContainText(text);
  }

  /** The number of the sale just saved, as on the ticket. */
  async number(): Promise<string> {
    const text = await this.#done.getByText(/(Nota de venta|Boleta|Factura) \S+-\d{8}/).innerText();
    const number = /-\d{8}/.test(text) ? /(\S+-\d{8})/.exec(text)?.[1] : undefined;
    if (!number) throw new Error(`no number in “${text}”`);
    return number;
  }

  async next(): Promise<void> {
    await this.page.keyboard.press("Enter");
    await expect(this.#done).toBeHidden();
  }

  /** Exact cash, saved, and on to the next customer. Gives the number of the sale. */
  async exactCash(): Promise<string> {
    await this.open();
    await this.page.keyboard.press("Enter");
    await this.isDone(0);
    const number = await this.number();
    await this.next();
    return number;
  }
}
