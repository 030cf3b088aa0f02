import { basket, people, products } from "../support/shop";
import { expect, test } from "../support/story";

const { leche, gaseosa, aceite, galleta } = products;

test("a wrong PIN is told, the right one opens the till, and the caja is opened", async ({ page, login, sale }) => {
  await page.goto("/");
  await login.choose(people.rosa);
  await login.typePin("1111");
  await login.refusalIs(/Ese no es el PIN. Quedan \d+ intentos./);
  await login.typePin(people.rosa.pin);
  await sale.cashIsClosed();
  await sale.openCash("100");
  await sale.isEmpty();
});

test("what is scanned is on the ticket, wherever the focus is", async ({ page, attends, sale }) => {
  await attends();
  await sale.scan(leche);
  await sale.linesAre([leche.name, "1", leche.price]);

  // Nothing focused.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await sale.scan(gaseosa);
  await sale.lineCountIs(2);
  await sale.listens();

  // Another field.
  await sale.press("F4");
  await expect(page.getByLabel("DNI, RUC, nombre o celular")).toBeFocused();
  await sale.press("Escape");
  await sale.listens();

  // Just after a press on a button.
  await page.getByRole("button", { name: "Agregar uno" }).click();
  await sale.scan(aceite);
  await sale.linesAre([leche.name, "1", leche.price], [gaseosa.name, "2", gaseosa.price * 2], [aceite.name, "1", aceite.price]);
  await sale.totalIs(leche.price + gaseosa.price * 2 + aceite.price);
  await expect(sale.field, "nothing of a scan stays in the field").toHaveValue("");
  await sale.listens();
});

test("ten fast scans are ten units", async ({ attends, sale }) => {
  await attends();
  await sale.scan(...Array.from({ length: 10 }, () => galleta));
  await sale.linesAre([galleta.name, "10", galleta.price * 10]);
  await sale.totalIs(galleta.price * 10);
});

test("twelve goods in a row come in the order they were read", async ({ attends, sale }) => {
  await attends();
  await sale.scan(...basket);
  await sale.linesAre(...basket.map(({ name, price }): [string, string, number] => [name, "1", price]));
});

test("3* before a scan is three units", async ({ attends, sale }) => {
  await attends();
  await sale.type("3*");
  await sale.scan(leche);
  await sale.linesAre([leche.name, "3", leche.price * 3]);
  await sale.scan(gaseosa);
  await sale.linesAre([leche.name, "3", leche.price * 3], [gaseosa.name, "1", gaseosa.price]);
  await sale.listens();
});

test("a code nobody knows is said and sells nothing", async ({ attends, sale, page }) => {
  await attends();
  await sale.scan(leche);
  await sale.scanner.reads("7751234567890");
  await sale.warns("El código 7751234567890 no está en tus productos.");
  await expect(page.getByRole("link", { name: "Crear producto" }), "a cashier does not make products").toHaveCount(0);
  await sale.linesAre([leche.name, "1", leche.price]);
  await sale.scan(leche);
  await sale.linesAre([leche.name, "2", leche.price * 2]);
  await sale.listens();
});

test("a scan made on another screen belongs to the sale", async ({ attends, frame, sale }) => {
  await attends();
  await frame.goTo("Caja");
  await sale.scan(leche, gaseosa);
  await frame.screenIs("Venta");
  await sale.linesAre([leche.name, "1", leche.price], [gaseosa.name, "1", gaseosa.price]);
  await sale.listens();
});
