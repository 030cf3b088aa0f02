import { products } from "../support/shop";
import { expect, test } from "../support/story";

const { leche, gaseosa } = products;

test("law_10: a dead printer stops no sale, and what it missed comes out later", async ({ attends, sale, payment, printer, frame }) => {
  await attends();
  await printer.off();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await payment.open();
  await sale.press("Enter");
  await payment.isDone(0);
  const first = await payment.number();
  await payment.doneSays("Por imprimir");
  await payment.next();
  await frame.printerSays("Revisa la impresora: 1 sin imprimir");

  await sale.scan(gaseosa);
  await sale.lineCountIs(1);
  const second = await payment.exactCash();
  await sale.listens();

  await printer.on();
  await frame.printerSays("Impresora lista");
  expect(await printer.paper(1), "in the order of the sales").toContain(first);
  expect(await printer.paper(2)).toContain(second);
});

test("a copy says that it is one, and is counted", async ({ attends, sale, payment, printer, frame, sales }) => {
  await attends();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  const number = await payment.exactCash();
  expect(await printer.paper(1)).not.toContain("COPIA");

  await sale.press("F10");
  await frame.toastIs(`Reimprimiendo ${number}`);
  const copy = await printer.paper(2);
  expect(copy).toContain("COPIA");
  expect(copy).toContain(number);
  await sale.listens();

  await frame.goTo("Ventas");
  await sales.open(number);
  await sales.detailSays("1 copia impresa");
  await sales.reprint();
  await printer.cameOut(3);
  await sales.detailSays("2 copias impresas");
  await sales.ticketSays(number);
});

test("a sale without a ticket opens the drawer and prints nothing", async ({ attends, sale, payment, printer }) => {
  await attends();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await payment.open();
  await payment.print(false);
  await payment.save();
  await payment.isDone(0);
  await payment.next();
  await sale.listens();
  await printer.kicked();
  expect(printer.jobs.map((job) => job.length), "the pulse alone").toEqual([7]);
});

test("the queue shows what waits, and lets go of what is not wanted", async ({ page, attends, sale, payment, printer, frame }) => {
  await attends();
  await printer.off();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  const number = await payment.exactCash();
  await frame.printerSays("Revisa la impresora: 1 sin imprimir");
  await frame.openQueue();
  const queue = page.getByRole("region", { name: "Cola de impresión" });
  await expect(queue).toContainText(number);
  await queue.getByRole("button", { name: "Cancelar" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancelar" }).click();
  await expect(queue).toContainText("Cancelado");
  await printer.on();
});
