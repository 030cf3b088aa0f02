import { people } from "../support/shop";
import { expect, test } from "../support/story";

test("the shop's RUC is checked digit by digit", async ({ attends, frame, settings }) => {
  await attends(people.rosario);
  await frame.goTo("Ajustes");
  await settings.section("Tienda");
  await settings.fill("RUC", "20123456785");
  await settings.save();
  await settings.fieldSays("RUC", /RUC/);
  await settings.fill("RUC", "2012345678");
  await settings.fieldSays("RUC", "Falta 1 dígito: son 11.");
  await settings.fill("RUC", "20123456786");
  await settings.fill("Teléfono", "01 555 0199");
  await settings.saved("Cambios guardados");
});

test("the printer is set and tried", async ({ attends, frame, settings, printer }) => {
  await attends(people.rosario);
  await frame.goTo("Ajustes");
  await settings.section("Impresora");
  await settings.fill("Nombre", "Mostrador grande");
  await settings.saved("Impresora guardada");
  await settings.printTest();
  expect(await printer.paper(1)).toContain("ñ");
});

test("a new person enters with their own PIN", async ({ attends, frame, settings, login, page, sale }) => {
  await attends(people.rosario);
  await frame.goTo("Ajustes");
  await settings.section("Personas");
  await settings.addPerson({ name: "Lucía Ñahui", pin: "9317" }, "Caja");
  await page.keyboard.press("F12");
  await login.enter({ name: "Lucía Ñahui", pin: "9317" });
  await frame.goTo("Venta");
  await sale.listens();
});

test("the dark theme stays after a reload", async ({ attends, frame, settings, page }) => {
  await attends(people.rosario);
  await frame.goTo("Ajustes");
  await settings.section("Apariencia y sonido");
  await settings.theme("Oscuro");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await settings.theme("Claro");
  expect(await background()).not.toBe(dark);
  await settings.theme("Oscuro");
  await page.reload();
  await expect.poll(background).toBe(dark);
});

test("the technician sees the machine and no money", async ({ office, page, login, frame, settings }) => {
  await office.openCash(10_000);
  await page.goto("/");
  await login.enter(people.tecnico);
  await expect(frame.rail).not.toContainText("Ventas");
  await expect(frame.rail).not.toContainText("Caja");
  await frame.goTo("Ajustes");
  await settings.lacks("Personas");
  await settings.section("Impresora");
  await page.goto("/ventas");
  await expect(page.getByText("Las ventas las ve quien tenga permiso")).toBeVisible();
});

test("what each role may do is the owner's to say", async ({ attends, frame, settings, page }) => {
  await attends(people.rosario);
  await frame.goTo("Ajustes");
  await settings.section("Personas");
  const ceiling = page.getByRole("form", { name: "Tope de Caja" });
  await ceiling.getByLabel("Descuento").fill("7.5");
  await ceiling.getByRole("button", { name: "Guardar tope" }).click();
  await frame.toastIs("Tope de Caja guardado");
});
