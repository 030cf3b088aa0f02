import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { people, products } from "../support/shop";
import { expect, nothingIsWrongOn, test as base } from "../support/story";

const { leche, aceite } = products;

/** A folder as a stick that somebody plugged in. */
const test = base.extend<{ stick: string }>({
  stick: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "caserita-stick-"));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

test("law_03: the shop goes back to a copy: what was sold after is gone, and was kept", async ({
  page,
  office,
  till,
  attends,
  stick,
  frame,
  settings,
  copies,
  login,
  sale,
  payment,
  sales,
}) => {
  await attends(people.rosario);
  await sale.scan(leche);
  await sale.lineCountIs(1);
  const before = await payment.exactCash();
  await frame.goTo("Ajustes");
  await settings.section("Copias y exportación");
  await copies.copyTo(stick);
  await copies.listHas("A mano");
  const [file] = (await readdir(stick)).filter((name) => name.endsWith(".db"));
  expect(file, "it lies on the stick").toMatch(/^caserita-.*\.db$/);

  await frame.goTo("Venta");
  await sale.scan(aceite);
  await sale.lineCountIs(1);
  const after = await payment.exactCash();

  await frame.goTo("Ajustes");
  await settings.section("Copias y exportación");
  const dialog = await copies.look("A mano");
  await expect(dialog).toContainText(`${before}, `);
  await expect(dialog).toContainText("No estarán 1 venta de después.");
  await nothingIsWrongOn(page);
  await copies.goOnWith(dialog, people.rosa.pin);
  await expect(dialog.getByRole("alert"), "a cashier's PIN is not enough").toContainText("session.pin_wrong");
  till.opensAgain = true;
  await copies.goOnWith(dialog, people.rosario.pin);

  await login.isShown();
  await login.enter(people.rosario);
  await frame.goTo("Ventas");
  await sales.countIs(1);
  await sales.rowSays(before, leche.price.toString().replace(/(\d\d)$/, ".$1"));
  await expect(page.getByText(after)).toHaveCount(0);

  await frame.goTo("Ajustes");
  await settings.section("Copias y exportación");
  await copies.listHas("La que se reemplazó");
  const kept = await copies.look("La que se reemplazó");
  await expect(kept).toContainText(`${after}, `);
  await expect(kept).toContainText(/Contiene\s*2 ventas/);
  await page.keyboard.press("Escape");
  await expect(kept).toBeHidden();

  await frame.goTo("Venta");
  await sale.listens();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  const next = await payment.exactCash();
  expect(next, "no number is given twice").not.toMatch(/^NV01-/);
  expect(next).toMatch(/-00000001$/);
  await office.enter(people.rosario);
});

test("what is no copy is refused, and so is a folder that is none", async ({ page, attends, stick, frame, settings, copies, sale }) => {
  await attends(people.rosario);
  await frame.goTo("Ajustes");
  await settings.section("Copias y exportación");
  const letter = Buffer.from("Querida María: te mando la lista de precios.\n".repeat(200));
  const other = await copies.chooseFile({ name: "precios.db", mimeType: "application/octet-stream", buffer: letter });
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Ese archivo no es una copia de Caserita.");
  await nothingIsWrongOn(page);
  await page.keyboard.press("Escape");
  await expect(other).toBeHidden();

  await copies.startCopy(join(stick, "no-esta"));
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Esa carpeta no existe.");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await readdir(stick)).toEqual([]);
  await frame.goTo("Venta");
  await sale.listens();
});
