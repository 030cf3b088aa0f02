import { people, products } from "../support/shop";
import { expect, test } from "../support/story";

const { leche, gaseosa, papa } = products;

test("law_02: the page reloads and the sale is there", async ({ page, attends, sale }) => {
  await attends();
  await sale.scan(leche, gaseosa);
  await sale.lineCountIs(2);
  await page.reload();
  await sale.linesAre([leche.name, "1", leche.price], [gaseosa.name, "1", gaseosa.price]);
  await sale.listens();
});

test("law_02: the power goes, the till comes back on the same sale", async ({ attends, sale, login, till, payment, office }) => {
  await attends();
  await sale.type("2*");
  await sale.scan(leche);
  await sale.quickKey(papa.name);
  await sale.weigh({ kilos: "1.5" });
  await sale.discount("4", "Cliente de siempre");
  await sale.totalIs(840 + 403);

  await till.kill();
  await till.on();

  await login.isShown();
  await login.enter(people.rosa);
  await sale.linesAre([leche.name, "2", 840], [papa.name, "1.500 kg", 403]);
  await sale.totalIs(840 + 403);
  await sale.listens();
  await payment.exactCash();
  await office.enter(people.rosario);
  const { rows } = await office.get<{ rows: unknown[] }>("/v1/sales");
  expect(rows, "paid once").toHaveLength(1);
});

test("while the till is gone a scan is refused aloud, and works again when it is back", async ({ page, attends, sale, till, login, office }) => {
  await attends();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await till.kill();
  await sale.scan(gaseosa);
  await expect(page.getByRole("alert")).toBeVisible({ timeout: 15_000 });
  await till.on();
  await login.enter(people.rosa);
  await sale.scan(gaseosa);
  await sale.linesAre([leche.name, "1", leche.price], [gaseosa.name, "1", gaseosa.price]);
  await office.enter(people.rosario);
});
