import { people, products } from "../support/shop";
import { expect, test } from "../support/story";

const { leche, aceite, gaseosa } = products;

test("Enter, Enter: exact cash, and the ticket comes out", async ({ attends, sale, payment, printer }) => {
  await attends();
  await sale.scan(leche);
  await sale.totalIs(leche.price);
  await sale.press("Enter");
  await payment.isOpen();
  await payment.figureIs("Efectivo exacto", leche.price);
  await sale.press("Enter");
  await payment.isDone(0);
  const number = await payment.number();
  await payment.doneSays("Impreso");

  const paper = await printer.paper(1);
  expect(paper, "the ticket names the sale").toContain(number);
  expect(paper).toContain("Leche evap");
  expect(paper).toContain("4.20");

  await payment.next();
  await sale.isEmpty();
  await sale.listens();
});

test("change from a note, said as notes and coins", async ({ attends, sale, payment }) => {
  await attends();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await payment.open();
  await payment.receive("3");
  await payment.figureIs("Falta", leche.price - 300);
  await payment.quickCash("20");
  await payment.figureIs("Vuelto", 1580);
  await payment.says("1 billete de 10 · 1 moneda de 5");
  await sale.press("Enter");
  await payment.isDone(1580);
  await payment.doneSays("1 billete de 10");
  await payment.next();
  await sale.sumsSay(/Vuelto S\/\s15.80/);
  await sale.listens();
});

test("Yape for a part, cash for the rest, rounded down only there", async ({ attends, sale, payment, office, printer }) => {
  await attends();
  await sale.scan(leche, aceite);
  await sale.totalIs(1410);
  await payment.open();
  await payment.choose("y", "Yape");
  await payment.amountWith("Yape", "9.78");
  await payment.operation("00481516");
  await payment.says("Operación 00481516");
  await payment.figureIs("Efectivo exacto", 430);
  await payment.says("con redondeo de −0.02");
  await payment.receive("5");
  await payment.figureIs("Vuelto", 70);
  await sale.press("Enter");
  await payment.isDone(70);
  await payment.doneSays("Yape · operación 00481516");
  await payment.doneSays(/Redondeo en efectivo\s*−0.02/);
  await payment.next();

  const { rows } = await office.get<{ rows: { id: string }[] }>("/v1/sales");
  const sold = await office.get<{ rounding: number; totals: { total: number } }>(`/v1/sales/${rows[0]?.id}`);
  expect([sold.totals.total, sold.rounding], "the rounding is its own figure").toEqual([1410, -2]);
  expect(await printer.paper(1)).toContain("00481516");
});

test("an operation code serves once", async ({ attends, sale, payment }) => {
  await attends();
  for (const [turn, code] of ["7782341", "7782341"].entries()) {
    await sale.scan(gaseosa);
    await sale.lineCountIs(1);
    await payment.open();
    await payment.choose("y", "Yape");
    await payment.operation(code);
    if (turn === 0) {
      await payment.isDone(0);
      await payment.next();
    }
  }
  await payment.refusalIs("payment.code_repeated");
  await payment.operation("7782399");
  await payment.isDone(0);
  await payment.next();
  await sale.listens();
});

test("a transfer without its number is not taken", async ({ attends, sale, payment }) => {
  await attends();
  await sale.scan(gaseosa);
  await sale.lineCountIs(1);
  await payment.open();
  await payment.choose("r", "Transferencia");
  await payment.operation("");
  await payment.refusalIs("payment.code_required");
  await payment.operation("004512");
  await payment.isDone(0);
});

test("a payment taken by mistake is taken back", async ({ page, attends, sale, payment }) => {
  await attends();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await payment.open();
  await payment.choose("p", "Plin");
  await payment.amountWith("Plin", "2");
  await payment.operation("551200");
  await payment.figureIs("Efectivo exacto", 220);
  await page.getByRole("button", { name: "Quitar el pago con Plin" }).click();
  await payment.figureIs("Efectivo exacto", 420);
  await sale.press("Escape");
  await sale.linesAre([leche.name, "1", leche.price]);
  await sale.listens();
});

test("law_03: pay pressed twice is one sale", async ({ page, attends, sale, payment, office }) => {
  await attends();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await payment.open();
  // Without waiting for the screen in between, as an impatient hand.
  await Promise.all([page.keyboard.press("Enter"), page.keyboard.press("Enter")]);
  await payment.isDone(0);
  await payment.next();
  await sale.isEmpty();
  const { rows } = await office.get<{ rows: unknown[] }>("/v1/sales");
  expect(rows, "one sale, however often pay was pressed").toHaveLength(1);
});

test("a scan while paying belongs to the sale being paid", async ({ attends, sale, payment }) => {
  await attends();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await payment.open();
  await sale.scan(gaseosa);
  await payment.figureIs("Efectivo exacto", leche.price + gaseosa.price);
  await sale.press("Enter");
  await payment.isDone(0);
});

test("over the ceiling somebody else agrees, and both names stay", async ({ attends, sale, payment, frame, sales }) => {
  await attends();
  await sale.scan(aceite);
  await sale.lineCountIs(1);
  await sale.discount("4", "Cliente de siempre");
  await sale.litLineSays("Cliente de siempre");
  await sale.totalIs(950);

  await sale.discount("20", "Empaque dañado");
  await frame.approvalIsAsked(/Quieres descontar 20\s%; tú puedes hasta 5\s%\./);
  await frame.approve(people.julio);
  await sale.litLineSays("Empaque dañado");
  await sale.totalIs(792);
  await sale.listens();
  const number = await payment.exactCash();

  await frame.goTo("Ventas");
  await sales.open(number);
  await sales.detailSays(`atendió ${people.rosa.name}`);
  await sales.detailSays(`Empaque dañado, autorizó ${people.julio.name}`);
});

test("a lower price needs a reason and, for a cashier, another person", async ({ page, attends, sale, frame }) => {
  await attends();
  await sale.scan(aceite);
  await sale.lineCountIs(1);
  await sale.changePrice("9.00", "Precio de la competencia");
  await frame.approvalIsAsked("Quieres bajar el precio");
  const dialog = frame.dialog("Permiso de otra persona");
  await dialog.getByRole("button", { name: people.julio.name }).click();
  await dialog.getByLabel(`PIN de ${people.julio.name}`).fill("0000");
  await dialog.getByRole("button", { name: "Autorizar" }).click();
  await frame.refusalIs("session.pin_wrong");
  await frame.approve(people.julio);
  await sale.linesAre([aceite.name, "1", 900]);
  await sale.litLineSays("precio cambiado");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await sale.listens();
});

test("what nobody allows changes nothing", async ({ attends, sale, frame }) => {
  await attends();
  await sale.scan(aceite);
  await sale.lineCountIs(1);
  await sale.discount("30", "Oferta");
  await frame.approvalIsAsked("Quieres descontar");
  await sale.press("Escape");
  await sale.press("Escape");
  await sale.linesAre([aceite.name, "1", aceite.price]);
  await sale.listens();
});
