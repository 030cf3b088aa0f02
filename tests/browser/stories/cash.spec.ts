import { people, products } from "../support/shop";
import { expect, test } from "../support/story";

const { leche, aceite } = products;

test("the shift from the float to the Z", async ({ page, attends, sale, payment, frame, cash, office, printer }) => {
  await attends(people.julio);
  await sale.scan(leche, aceite);
  await sale.totalIs(1410);
  await payment.exactCash();
  await sale.scan(aceite);
  await sale.lineCountIs(1);
  await payment.open();
  await payment.choose("y", "Yape");
  await payment.operation("991100");
  await payment.isDone(0);
  await payment.next();

  await frame.goTo("Caja");
  await cash.isOpen();
  await cash.income("50", "Sencillo del banco");
  await frame.toastIs("Ingreso anotado");
  await cash.withdrawal("20.50", "Pago a proveedor");
  await frame.toastIs("Retiro anotado");
  await cash.movementsAre(["Pago a proveedor", "−20.50"], ["Sencillo del banco", "50.00"]);

  await cash.tab("Reporte X");
  await cash.reportSays("Reporte X", "Cantidad de ventas", "2");
  await cash.reportSays("Reporte X", "Total vendido", "24.00");
  // 100.00 float, 14.10 sold in cash, 50.00 in, 20.50 out.
  await cash.reportSays("Reporte X", "Debe haber", "143.60");
  await cash.printX();
  await printer.says("143.60");

  await cash.startCount();
  await cash.isBlind();
  await cash.count({ "100": 1, "20": 2, "1": 3, "0.10": 5 });
  await cash.countedIs(14350);
  await cash.leaves("100");
  await cash.confirmCount();
  await cash.close();
  await cash.resultSays("Faltan S/ 0.10");
  await cash.resultSays("Para entregar");
  await printer.says("143.50");
  await cash.finish();
  await cash.isClosed();

  await cash.tab("Cierres");
  await cash.closesAre(["Z 0001", "Faltan S/ 0.10"]);
  await cash.look("Z 0001");
  await cash.reportSays("Z 0001", "Contado", "143.50");
  await expect(page.getByRole("button", { name: /Editar|Borrar|Anular/ }), "a Z cannot be changed").toHaveCount(0);

  await frame.goTo("Venta");
  await sale.cashIsClosed();
  await office.openCash(10_000);
  await sale.listens();
});

test("a cashier counts blind and sees no report of what should be there", async ({ page, attends, sale, payment, frame, cash }) => {
  await attends(people.rosa);
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await payment.exactCash();
  await frame.goTo("Caja");
  await cash.tab("Reporte X");
  await expect(page.getByText("El reporte X lo ve quien tenga permiso")).toBeVisible();
  await cash.startCount();
  await cash.isBlind();
  await cash.count({ "100": 1, "1": 4, "0.20": 1 });
  await cash.countedIs(10420);
  await cash.leaves("100");
  await cash.confirmCount();
  await cash.close();
  await cash.resultSays("Cuadra");
});

test("much money out of the drawer needs another person", async ({ attends, frame, cash }) => {
  await attends(people.rosa);
  await frame.goTo("Caja");
  await cash.withdrawal("80", "Guardar efectivo");
  await frame.approvalIsAsked("El retiro es de S/ 80.00; tú puedes hasta S/ 50.00.");
  await frame.approve(people.julio);
  await cash.movementsAre(["Guardar efectivo", "−80.00"]);
  await cash.movementsAre([`Autorizó ${people.julio.name}`, "−80.00"]);
});

test("nobody closes over a basket that waits", async ({ attends, sale, frame, cash }) => {
  await attends(people.julio);
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await sale.hold("Don Teo");
  await frame.goTo("Caja");
  await cash.stateSays("1 venta en espera. Cóbrala o bórrala antes de cerrar.");
});

test("the drawer opens from the sale, and says why", async ({ attends, sale, frame, page, printer }) => {
  await attends(people.rosa);
  await sale.press("F9", "g");
  const dialog = frame.dialog("Abrir la gaveta");
  await dialog.getByRole("button", { name: "Dar sencillo" }).click();
  await sale.press("Enter");
  await frame.toastIs("Gaveta abierta");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await printer.kicked();
  await sale.listens();
});

test("a sale is voided before the Z, with a reason, and the money is given back", async ({ attends, sale, payment, frame, sales, cash }) => {
  await attends(people.rosa);
  await sale.scan(leche);
  await sale.lineCountIs(1);
  const number = await payment.exactCash();
  await frame.goTo("Ventas");
  await sales.listens();
  await sales.countIs(1);
  await sales.open(number);
  await sales.void("El cliente se arrepintió");
  await frame.approvalIsAsked("Vas a devolver S/ 4.20; tú puedes hasta S/ 0.00.");
  await frame.approve(people.julio);
  await frame.toastIs(`${number} anulada`);
  await sales.detailSays(`La anuló ${people.rosa.name}`);
  await sales.detailSays(`Autorizó ${people.julio.name}.`);
  await sales.detailSays("Motivo: El cliente se arrepintió.");
  await sales.mayVoid(false);
  await sales.rowSays(number, "Anulada");

  await frame.goTo("Caja");
  await cash.countsAndCloses({ "100": 1 }, "100");
  await cash.resultSays("Cuadra");
  await cash.finish();

  await frame.goTo("Ventas");
  await sales.open(number);
  await sales.mayVoid(false);
});
