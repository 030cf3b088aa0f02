import { unplugMouse } from "../support/fingers";
import { people, products } from "../support/shop";
import { expect, test } from "../support/story";

const { leche, jabon, papa } = products;

test("the till is locked, another person takes over, and the basket stays", async ({ attends, sale, login, frame }) => {
  await attends(people.rosa);
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await sale.press("F12");
  await login.isLockedBy(people.rosa);
  await sale.scan(jabon);
  await login.typePin(people.rosa.pin);
  await login.isGone();
  await sale.linesAre([leche.name, "1", leche.price]);
  await sale.listens();

  await sale.press("F12");
  await login.enter(people.kevin);
  await sale.linesAre([leche.name, "1", leche.price]);
  await expect(frame.bar.getByRole("button")).toContainText("Kevin");
  await sale.listens();
});

test("a whole sale without the mouse, from the PIN to the next customer", async ({ page, sale, login, payment, printer, office }) => {
  await unplugMouse(page);
  await office.get("/v1/health");
  await page.goto("/");
  await login.isShown();
  await sale.press("3");
  await sale.type(people.rosa.pin);
  await sale.press("Enter");
  await sale.openCash("100");

  await sale.scan(leche);
  await sale.lineCountIs(1);
  await sale.search("jabon nusta avena", jabon.name);
  await sale.press("Enter");
  await sale.lineCountIs(2);
  await sale.press("+");
  await sale.search("papa blanca", papa.name);
  await sale.press("Enter");
  await sale.weigh({ kilos: "2" });
  await sale.linesAre([leche.name, "1", 420], [jabon.name, "2", 640], [papa.name, "2.000 kg", 560]);

  await sale.press("F2");
  await payment.isOpen();
  await sale.type("20");
  await payment.figureIs("Vuelto", 380);
  await sale.press("Enter");
  await payment.isDone(380);
  await payment.next();
  await sale.isEmpty();
  await sale.listens();
  await printer.paper(1);

  await sale.scan(leche);
  await sale.lineCountIs(1);
  await sale.press("Enter", "Enter");
  await payment.isDone(0);
});

test("help shows every key and goes away", async ({ attends, sale, frame }) => {
  await attends();
  await sale.press("F1");
  await expect(frame.dialog("Todas las teclas")).toContainText("Cobrar");
  await sale.press("Escape");
  await sale.listens();
});

test("after each dialog of the sale the hands are back on the scan field", async ({ page, attends, sale }) => {
  await attends(people.julio);
  await sale.scan(leche);
  await sale.lineCountIs(1);
  for (const key of ["F4", "F5", "F6", "F7", "F9", "Control+Delete"]) {
    await sale.press(key);
    await expect(page.getByRole("dialog"), `${key} opens a dialog`).toBeVisible();
    await sale.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await sale.listens();
  }
  for (const action of ["En espera", "Descuento", "Consulta", "Caja", "Todas"]) {
    await sale.tap(action);
    await expect(page.getByRole("dialog"), `${action} opens a dialog`).toBeVisible();
    await sale.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await sale.listens();
  }
  await sale.discard("Se marcó por error");
  await sale.listens();
});

test("a customer is chosen by the keyboard", async ({ attends, sale, frame }) => {
  await attends();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await sale.press("F4");
  const dialog = frame.dialog("Cliente");
  await sale.type("nahui");
  await expect(dialog.getByRole("row", { name: "Marisol" })).toBeVisible();
  await sale.press("Enter");
  await expect(dialog).toBeHidden();
  await sale.sumsSay("Marisol Ñahui Ccori");
  await sale.listens();
});
