/** Ajustes → Copias y exportación: making a copy, going on with one, taking the lists out. */
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import { Frame } from "./frame";

export class Copies {
  readonly #frame: Frame;
  readonly #rows: Locator;

  constructor(private readonly page: Page) {
    this.#frame = new Frame(page);
    this.#rows = page.getByRole("list", { name: "Copias que hay" }).getByRole("listitem");
  }

  async copyTo(folder: string): Promise<void> {
    await this.startCopy(folder);
    await this.#frame.toastIs(`Copia comprobada en ${folder}`);
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
  }

  async startCopy(folder: string): Promise<void> {
    await this.page.getByRole("button", { name: "Copia ahora" }).click();
    const dialog = this.#frame.dialog("¿Dónde la guardo?");
    await dialog.getByLabel("O escribe la carpeta").fill(folder);
    await dialog.getByRole("button", { name: "Hacer la copia" }).click();
  }

  async listHas(kind: "A mano" | "Automática" | "La que se reemplazó"): Promise<void> {
    await expect(this.#rows.filter({ hasText: kind })).toHaveCount(1);
  }

  /** Opens the copy of this kind to see what is in it. */
  async look(kind: "A mano" | "La que se reemplazó"): Promise<Locator> {
    await this.#rows.filter({ hasText: kind }).getByRole("button").click();
    return this.#frame.dialog("¿Volver a esta copia?");
  }

  async goOnWith(dialog: Locator, pin: string): Promise<void> {
    await dialog.getByLabel("Tu PIN, para confirmar").fill(pin);
    await dialog.getByRole("button", { name: /^Restaurar/ }).click();
  }

  /** Another copy, by its file. */
  async chooseFile(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<Locator> {
    await this.page.getByRole("button", { name: "Restaurar otra copia…" }).click();
    const dialog = this.#frame.dialog("Otra copia");
    await dialog.locator("input[type=file]").setInputFiles(file);
    await dialog.getByRole("button", { name: "Ver qué tiene" }).click();
    return dialog;
  }

  /** The text of a list as the file that was downloaded. */
  async exported(list: "Productos" | "Clientes" | "Ventas" | "Detalle de ventas" | "Comprobantes"): Promise<string> {
    const download = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: `Descargar ${list.toLowerCase()}` }).click();
    return readFile(await (await download).path(), "utf8");
  }
}
