/** Caja: the shift, its movements, the blind count and the Z. */
import { expect, type Locator, type Page } from "@playwright/test";
import { written } from "../support/shop";
import { Frame } from "./frame";

export class Cash {
  readonly #frame: Frame;
  readonly #state: Locator;
  readonly #tabs: Locator;
  readonly #result: Locator;

  constructor(private readonly page: Page) {
    this.#frame = new Frame(page);
    this.#state = page.getByRole("complementary", { name: "Estado de la caja" });
    this.#tabs = page.getByRole("tablist", { name: "Caja" });
    this.#result = page.getByRole("complementary", { name: "Caja cerrada" });
  }

  async isOpen(): Promise<void> {
    await expect(this.#state.getByRole("heading", { name: /Abierta desde las/ })).toBeVisible();
  }

  async isClosed(): Promise<void> {
    await expect(this.#state.getByRole("heading", { name: "La caja está cerrada" })).toBeVisible();
  }

  async open(float: string, button = "Abrir caja"): Promise<void> {
    await this.#state.getByLabel("Sencillo con el que empiezas").fill(float);
    await this.#state.getByRole("button", { name: button }).click();
    await this.isOpen();
  }

  async openForReturns(float: string): Promise<void> {
    await this.stateSays("Sin licencia no se vende, pero puedes abrirla para recibir devoluciones.");
    await this.open(float, "Solo devoluciones");
  }

  async stateSays(text: string | RegExp): Promise<void> {
    await expect(this.#state).toContainText(text);
  }

  async income(amount: string, reason: string): Promise<void> {
    await this.isOpen();
    await this.page.keyboard.press("i");
    await this.#move("Ingreso de efectivo", amount, "Para qué entra", reason, "Anotar ingreso");
  }

  async withdrawal(amount: string, reason: string): Promise<void> {
    await this.isOpen();
    await this.page.keyboard.press("r");
    await this.#move("Retiro de efectivo", amount, "Para qué sale", reason, "Anotar retiro");
  }

  async #move(title: string, amount: string, why: string, reason: string, save: string): Promise<void> {
    const dialog = this.#frame.dialog(title);
    await dialog.getByLabel("Monto").fill(amount);
    await dialog.getByLabel(why).fill(reason);
    await dialog.getByRole("button", { name: save }).click();
  }

  async movementsAre(...movements: [reason: string, amount: string][]): Promise<void> {
    const rows = this.page.getByRole("grid", { name: "Ingresos y retiros del turno" }).getByRole("row");
    await expect(rows).toHaveCount(movements.length + 1);
    for (const [at, [reason, amount]] of movements.entries()) {
      await expect(rows.nth(at + 1)).toContainText(reason);
      await expect(rows.nth(at + 1)).toContainText(amount);
    }
  }

  async tab(name: "Movimientos" | "Reporte X" | "Cierres"): Promise<void> {
    await this.#tabs.getByRole("tab", { name }).click();
  }

  /** A figure of the report in view, by its line. */
  async reportSays(report: string, line: string, value: string): Promise<void> {
    const group = this.page.getByRole("group", { name: report });
    const term = group.getByRole("term").filter({ hasText: new RegExp(`^${line.replace(/[()]/g, "\\$&")}$`) }).first();
    await expect(term.locator("xpath=following-sibling::dd[1]")).toHaveText(value);
  }

  async printX(): Promise<void> {
    await this.page.getByRole("button", { name: "Imprimir X" }).click();
    await this.#frame.toastIs("Enviado a la impresora");
  }

  async startCount(): Promise<void> {
    await expect(this.page.getByRole("button", { name: /^Contar y cerrar/ })).toBeVisible();
    await this.page.keyboard.press("F2");
    await expect(this.page.getByRole("heading", { name: "Cuenta el efectivo" })).toBeVisible();
  }

  /** How many of each note or coin, by its face value. */
  async count(pieces: Record<string, number>): Promise<void> {
    for (const [face, count] of Object.entries(pieces)) {
      await this.page.getByLabel(`Cantidad de ${face} soles`, { exact: true }).fill(String(count));
    }
  }

  async countedIs(centimos: number): Promise<void> {
    const side = this.page.getByRole("complementary", { name: "Contado" });
    await expect(side.getByRole("status")).toHaveText(`Efectivo contado ${written(centimos)}`);
  }

  async isBlind(): Promise<void> {
    await expect(this.page.getByText("Conteo ciego")).toBeVisible();
    await expect(this.page.getByText("Debe haber"), "what should be there is not shown before").toHaveCount(0);
  }

  async leaves(float: string): Promise<void> {
    await this.page.getByLabel("Sencillo que dejas para mañana").fill(float);
  }

  async confirmCount(): Promise<void> {
    await this.page.keyboard.press("F2");
    await expect(this.#frame.dialog("¿Cerrar la caja?")).toBeVisible();
  }

  async close(): Promise<void> {
    await this.#frame.dialog("¿Cerrar la caja?").getByRole("button", { name: "Cerrar caja" }).click();
    await expect(this.#result.getByText("Caja cerrada")).toBeVisible();
  }

  /** From the open session to its Z. */
  async countsAndCloses(pieces: Record<string, number>, float: string): Promise<void> {
    await this.startCount();
    await this.count(pieces);
    await this.leaves(float);
    await this.confirmCount();
    await this.close();
  }

  async resultSays(text: string | RegExp): Promise<void> {
    await expect(this.#result).toContainText(text);
  }

  async finish(): Promise<void> {
    await this.#result.getByRole("button", { name: "Listo" }).click();
    await expect(this.#result).toBeHidden();
  }

  async closesAre(...closes: [z: string, difference: string][]): Promise<void> {
    const rows = this.page.getByRole("grid", { name: "Cierres anteriores" }).getByRole("row");
    await expect(rows).toHaveCount(closes.length + 1);
    for (const [at, [z, difference]] of closes.entries()) {
      await expect(rows.nth(at + 1)).toContainText(z);
      await expect(rows.nth(at + 1)).toContainText(difference);
    }
  }

  async look(z: string): Promise<void> {
    await this.page.getByRole("grid", { name: "Cierres anteriores" }).getByRole("row", { name: z }).click();
    await expect(this.page.getByRole("heading", { name: z })).toBeVisible();
  }
}
