/** Licencia: how it stands, what brings a new one, what the seller needs; and how other screens tell of it. */
import { expect, type Locator, type Page } from "@playwright/test";
import { typing } from "../support/fingers";
import { Scanner } from "../support/scanner";
import { Frame } from "./frame";

/** How the licence stands, as its badge says. */
export type Badge = "En prueba" | "Al día" | "Por vencer" | "En gracia" | "Detenida" | "Por suspenderse" | "Suspendida";

/** Where the till remembers what was already said today. */
const heard = "caserita.licence.notice";

interface Chosen {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export class Licence {
  readonly #frame: Frame;
  readonly #scanner: Scanner;
  readonly #state: Locator;
  readonly #bring: Locator;
  readonly #request: Locator;
  readonly #pay: Locator;
  readonly #banner: Locator;

  constructor(private readonly page: Page) {
    this.#frame = new Frame(page);
    this.#scanner = new Scanner(page);
    this.#state = page.getByRole("region", { name: "Cómo está tu licencia" });
    this.#bring = page.getByRole("region", { name: "Traer la licencia" });
    this.#request = page.getByRole("region", { name: "Solicitud de esta caja" });
    this.#pay = page.getByRole("region", { name: "Cómo pagar" });
    this.#banner = page.getByRole("status").or(page.getByRole("alert")).filter({ hasText: "Ver licencia" });
  }

  /** From wherever one is, by way of Ajustes: the page is not loaded again. */
  async open(): Promise<void> {
    await this.#frame.goTo("Ajustes");
    const sections = this.page.getByRole("navigation", { name: "Secciones de ajustes" });
    await sections.getByRole("link", { name: /^Licencia/ }).click();
    await this.isShown();
  }

  /** From Venta while it is locked. */
  async openFromSale(): Promise<void> {
    await this.page.getByRole("button", { name: "Traer la licencia" }).click();
    await this.isShown();
  }

  async isShown(): Promise<void> {
    await this.#frame.screenIs("Licencia");
    await expect(this.#state).toBeVisible();
  }

  async is(badge: Badge, options: { timeout?: number } = {}): Promise<void> {
    await expect(this.#state.getByText(badge, { exact: true })).toBeVisible(options);
  }

  async says(text: string | RegExp): Promise<void> {
    await expect(this.#state).toContainText(text);
  }

  /** Nowhere on the screen. */
  async neverSays(text: RegExp): Promise<void> {
    await expect(this.page.getByRole("main")).not.toContainText(text);
  }

  async factIs(name: string, value: string | RegExp): Promise<void> {
    const facts = this.page.getByRole("region", { name: "Tu licencia", exact: true });
    const term = facts.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) });
    await expect(term.locator("xpath=following-sibling::dd[1]")).toHaveText(value);
  }

  async factsLack(...names: string[]): Promise<void> {
    const facts = this.page.getByRole("region", { name: "Tu licencia", exact: true });
    await expect(facts).toBeVisible();
    for (const name of names) await expect(facts.getByRole("term").filter({ hasText: name })).toHaveCount(0);
  }

  async works(...deeds: string[]): Promise<void> {
    await this.#lists("Qué funciona ahora", deeds);
  }

  async stopped(...deeds: string[]): Promise<void> {
    await this.#lists("Qué no funciona ahora", deeds);
  }

  async #lists(name: string, deeds: string[]): Promise<void> {
    const list = this.page.getByRole("region", { name, exact: true });
    for (const deed of deeds) await expect(list).toContainText(deed);
  }

  async saysHowToPay(): Promise<void> {
    await expect(this.#pay.getByText("Código de ayuda", { exact: true })).toBeVisible();
  }

  async takeFile(file: string | Chosen): Promise<void> {
    await this.#bring.getByLabel("Archivo de licencia").setInputFiles(file);
  }

  /** Tab goes through these in this order, each in sight and ringed. */
  async tabsThrough(...names: string[]): Promise<void> {
    for (const name of names) {
      await this.page.keyboard.press("Tab");
      await this.hasFocus(name);
      await expect(this.page.locator(":focus"), `${name} is in sight`).toBeInViewport({ ratio: 1 });
      const ring = () => this.page.locator(":focus").evaluate((each) => getComputedStyle(each.closest(".input") ?? each).boxShadow);
      await expect.poll(ring, { message: `${name} is ringed` }).not.toBe("none");
    }
  }

  async hasFocus(name: string): Promise<void> {
    const control = this.page.getByLabel(name, { exact: true }).or(this.page.locator("summary, button").filter({ hasText: name }));
    await expect(control.and(this.page.locator(":focus")), `${name} has the focus`).toBeVisible();
  }

  /** The code on the keyboard, with Enter after it. */
  async typeCode(code: string): Promise<void> {
    await typing(this.page, code);
    await this.page.keyboard.press("Enter");
  }

  /** Reads a QR code with the scanner. */
  async scan(code: string): Promise<void> {
    await this.#scanner.readsLong(code);
  }

  async paste(text: string): Promise<void> {
    await this.#bring.getByLabel("Texto del QR").fill(text);
  }

  /** What the codes read so far make: `1 código completo.`, `Falta 1 parte.` */
  async readSays(text: string | RegExp): Promise<void> {
    await expect(this.#bring.getByRole("status").filter({ hasText: text })).toBeVisible();
  }

  async usePasted(): Promise<void> {
    await this.#bring.getByRole("button", { name: "Usar este texto" }).click();
  }

  async useCode(code: string): Promise<void> {
    await this.#bring.getByLabel("Código", { exact: true }).fill(code);
    await this.#bring.getByRole("button", { name: "Usar código" }).click();
  }

  async broughtSays(text: string | RegExp): Promise<void> {
    await expect(this.#bring.getByLabel("Lo que trajo")).toContainText(text);
  }

  async refusalIs(text: string | RegExp): Promise<void> {
    const refusal = this.#bring.getByRole("alert");
    await expect(refusal).toContainText(text);
    await expect(refusal, "it says that nothing is lost").toContainText(/Tu licencia sigue como estaba|No se cambió nada/);
  }

  /** The request as the file that somebody would send: where it lies. */
  async savedRequest(): Promise<string> {
    const download = this.page.waitForEvent("download");
    await this.#request.getByRole("button", { name: "Guardar archivo" }).click();
    return (await download).path();
  }

  /** The request as a telephone would see it: a picture of each code. */
  async pictures(): Promise<Buffer[]> {
    const images = this.#request.getByRole("img", { name: /^QR con/ });
    const folded = this.#request.getByRole("group").filter({ hasText: "Mostrar el QR" });
    if ((await folded.getAttribute("open")) === null) await folded.getByText("Mostrar el QR").click();
    await expect(images.first()).toBeVisible();
    const all = await images.all();
    const pictures: Buffer[] = [];
    for (const image of all) pictures.push(await image.screenshot());
    return pictures;
  }

  /** The line above whatever is on screen. */
  async bannerSays(text: string | RegExp): Promise<void> {
    await expect(this.#banner.filter({ hasText: text })).toBeVisible();
  }

  async nothingIsAnnounced(): Promise<void> {
    await expect(this.#banner).toHaveCount(0);
  }

  async dismissBanner(): Promise<void> {
    await this.#banner.getByRole("button", { name: "Hoy no" }).click();
    await this.nothingIsAnnounced();
  }

  /** As if what was said today had been said yesterday. */
  async dayPasses(): Promise<void> {
    await this.page.evaluate((key) => localStorage.setItem(key, "2026-01-01"), heard);
    await this.page.reload();
  }
}
