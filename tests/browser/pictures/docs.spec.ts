import type { Page } from "@playwright/test";
import { join } from "node:path";
import { basket, people, products } from "../support/shop";
import { expect, test } from "../support/story";

async function shot(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("status").filter({ hasText: /anotado/ }), "no notice covers the picture").toHaveCount(0);
  await page.screenshot({ path: join(import.meta.dirname, "../../../docs", `${name}.png`) });
}

test("a morning at the counter", async ({ page, attends, sale, payment, frame, cash, products: list }) => {
  await attends(people.rosario);
  await sale.scan(...basket.slice(3, 6));
  await sale.lineCountIs(3);
  await payment.exactCash();
  await sale.scan(products.leche, products.leche, products.aceite, products.gaseosa);
  await sale.quickKey(products.papa.name);
  await sale.weigh({ kilos: "1.250" });
  await sale.scan(products.galleta);
  await sale.lineCountIs(5);
  await shot(page, "venta");

  await payment.open();
  await payment.receive("50");
  await shot(page, "cobro");
  await sale.press("Enter");
  await payment.isDone(2120);
  await payment.next();

  await frame.goTo("Caja");
  await cash.withdrawal("20.50", "Pago a proveedor");
  await frame.toastIs("Retiro anotado");
  await cash.income("50", "Sencillo del banco");
  await cash.tab("Reporte X");
  await cash.reportSays("Reporte X", "Cantidad de ventas", "2");
  await shot(page, "caja");

  await frame.goTo("Productos");
  await list.find("leche");
  await list.firstRowIs(/leche/i);
  await list.open(products.leche.name);
  await shot(page, "productos");
});
