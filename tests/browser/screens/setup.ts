/** The first start of a till. */
import { expect, type Page } from "@playwright/test";

export class Setup {
  constructor(private readonly page: Page) {}

  async isShown(): Promise<void> {
    await expect(this.page.getByRole("heading", { name: "¿Cómo se llama tu tienda?" })).toBeVisible();
  }

  async fill(answers: { shop: string; owner: string; pin: string; again?: string; ruc?: string }): Promise<void> {
    await this.page.getByLabel("Nombre de la tienda, como sale en el ticket").fill(answers.shop);
    await this.page.getByLabel("Tu nombre").fill(answers.owner);
    await this.page.getByLabel("RUC, si ya tienes").fill(answers.ruc ?? "");
    await this.page.getByLabel("PIN, de 4 a 6 dígitos").fill(answers.pin);
    await this.page.getByLabel("El PIN otra vez").fill(answers.again ?? answers.pin);
  }

  async start(): Promise<void> {
    await this.page.getByRole("button", { name: "Empezar a vender" }).click();
  }

  async fieldSays(label: string, text: string | RegExp): Promise<void> {
    const field = this.page.getByLabel(label);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(text);
  }
}
