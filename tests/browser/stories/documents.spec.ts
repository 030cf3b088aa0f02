import { people, products } from "../support/shop";
import { nothingIsWrongOn, test, expect } from "../support/story";
import { certificate, company } from "../support/sunat";

const { leche, aceite } = products;

test("a boleta by default, a factura for a RUC, and both end green", async ({
  page,
  attends,
  sunat,
  sale,
  payment,
  frame,
  sales,
  printer,
}) => {
  void sunat;
  await attends(people.rosario);
  await sale.scan(leche);
  const boleta = await payment.exactCash();
  expect(boleta).toBe("BX01-00000001");
  expect(await printer.paper(1), "the paper says what it is").toContain("BOLETA DE VENTA");

  await sale.scan(aceite);
  await sale.lineCountIs(1);
  await sale.press("F4");
  await sale.type("20000000001");
  await expect(frame.dialog("Cliente")).toContainText("Nadie con esos datos");
  await sale.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Razón social").fill("Compradora SAC");
  await sale.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("group", { name: "Comprobante" }).getByRole("button", { name: "Factura" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await nothingIsWrongOn(page);
  const factura = await payment.exactCash();
  expect(factura).toBe("FX01-00000001");

  await frame.goTo("Ventas");
  await sales.look("Electrónicos");
  await sales.documentSays(boleta, "Aceptada");
  await sales.documentSays(factura, "Aceptada");
  await sales.openDocument(factura);
  await sales.detailSays("Compradora SAC");
  await sales.detailSays("Aceptada por SUNAT");
});

test("what SUNAT rejects says what to do", async ({ page, attends, sunat, sale, payment, frame, sales }) => {
  sunat.plans("rejected 2800");
  await attends(people.rosario);
  await sale.scan(leche);
  const number = await payment.exactCash();
  await frame.goTo("Ventas");
  await sales.look("Electrónicos");
  await sales.documentSays(number, "Rechazada");
  await sales.openDocument(number);
  await sales.detailSays("Qué hacer");
  await sales.detailSays("El documento o el nombre del cliente no vale");
  await sales.counterSays("1 por resolver");
  await nothingIsWrongOn(page);
});

test("what SUNAT rejected is issued anew under another number", async ({
  page,
  attends,
  sunat,
  sale,
  payment,
  frame,
  sales,
  printer,
}) => {
  sunat.plans("rejected 2800");
  await attends(people.rosario);
  await sale.scan(leche);
  const lost = await payment.exactCash();
  await frame.goTo("Ventas");
  await sales.look("Electrónicos");
  await sales.documentSays(lost, "Rechazada");
  await sales.openDocument(lost);
  await sales.act("Emitir de nuevo");
  await expect(frame.dialog(/^Emitir de nuevo/)).toContainText("Cliente varios");
  await nothingIsWrongOn(page);
  await page.keyboard.press("Enter");
  await sales.documentSays("BX01-00000002", "Aceptada");
  await sales.documentSays(lost, "Reemplazada");
  expect(await printer.paper(2)).toContain("BX01-00000002");
});

test("something more is charged with its debit note", async ({ page, attends, sunat, sale, payment, frame, sales, printer }) => {
  void sunat;
  await attends(people.rosario);
  await sale.scan(leche);
  const number = await payment.exactCash();
  await frame.goTo("Ventas");
  await sales.open(number);
  await sales.act("Cobrar un cargo");
  const dialog = frame.dialog(/^Cargo a/);
  await dialog.getByRole("button", { name: "Aumento en el valor" }).click();
  await dialog.getByLabel("Por qué se cobra").fill("Faltó cobrar el reparto");
  await dialog.getByLabel("Monto").fill("3");
  await expect(dialog).toContainText("Se emitirá una nota de débito");
  await nothingIsWrongOn(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("Nota de débito BZ01-00000001");
  await page.keyboard.press("Escape");
  expect(await printer.paper(2)).toContain("NOTA DE D");
  await sales.look("Electrónicos");
  await sales.documentSays("BZ01-00000001", "Aceptada");
});

test("a paper written by hand is keyed in afterwards", async ({ page, attends, sunat, sale, payment, frame, sales }) => {
  void sunat;
  await attends(people.rosario);
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await page.getByRole("button", { name: "Ya la escribí a mano…" }).click();
  const dialog = frame.dialog("Ya la escribí a mano");
  await dialog.getByLabel("Serie").fill("0001");
  await dialog.getByLabel("Número").fill("123");
  await nothingIsWrongOn(page);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("complementary", { name: "Cobro" })).toContainText("0001-00000123");
  await nothingIsWrongOn(page);
  await payment.exactCash();
  await frame.goTo("Ventas");
  await sales.look("Electrónicos");
  await sales.documentSays("0001-00000123", "Aceptada");
});

test("above S/ 700 the customer is asked for, and the sale is safe", async ({ attends, sunat, sale, payment, page, frame }) => {
  void sunat;
  await attends(people.rosario);
  await sale.type("180*");
  await sale.scan(leche);
  await payment.open();
  await sale.press("Enter");
  await payment.says("700");
  await nothingIsWrongOn(page);
  await sale.press("F4");
  const dialog = frame.dialog("Cliente");
  await sale.type("nahui");
  await expect(dialog.getByRole("row", { name: "Marisol" })).toBeVisible();
  await sale.press("Enter");
  await expect(dialog).toBeHidden();
  await sale.press("Enter");
  await payment.isDone(0);
  await payment.next();
});

test("goods come back with their credit note", async ({ page, attends, sunat, sale, payment, frame, sales, printer }) => {
  void sunat;
  await attends(people.rosario);
  await sale.scan(leche, aceite);
  const number = await payment.exactCash();
  await frame.goTo("Ventas");
  await sales.open(number);
  await sales.act("Devolución");
  const dialog = frame.dialog(/^Devolución de/);
  await dialog.getByRole("button", { name: "Todo" }).click();
  await dialog.getByRole("button", { name: "Producto en mal estado" }).click();
  await expect(dialog).toContainText("Se emitirá una nota de crédito");
  await nothingIsWrongOn(page);
  await dialog.getByRole("button", { name: "Devolver" }).click();
  await expect(page.getByRole("dialog")).toContainText("Nota de crédito BY01-00000001");
  await page.keyboard.press("Escape");
  expect(await printer.paper(2)).toContain("NOTA DE CR");
  await sales.look("Electrónicos");
  await sales.documentSays("BY01-00000001", "Aceptada");
});

test("the owner turns electronic documents on by hand", async ({ page, attends, office, frame, settings, sale, payment }) => {
  const shop = await office.get<object>("/v1/shop");
  await office.post("/v1/shop", { ...shop, ...company });
  await attends(people.rosario);
  await frame.goTo("Ajustes");
  await settings.section("Comprobantes electrónicos");
  await nothingIsWrongOn(page);
  await page.getByRole("button", { name: /^Prueba/ }).click();
  await page.getByRole("combobox", { name: "Distrito" }).fill("miraflores lima");
  await page.getByRole("option", { name: /150122/ }).click();
  await settings.saved("Cambios guardados");
  await page.getByRole("button", { name: "Importarlo" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("input[type=file]").setInputFiles(certificate.path);
  await dialog.getByLabel(/Contraseña/).fill(certificate.password);
  await nothingIsWrongOn(page);
  await dialog.getByRole("button", { name: "Importar", exact: false }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(certificate.owner).first()).toBeVisible();
  await expect(page.getByText("PRUEBA · sin valor tributario").first(), "a trial is never taken for real").toBeVisible();
  await frame.goTo("Venta");
  await sale.scan(leche);
  expect(await payment.exactCash()).toBe("BX01-00000001");
});
