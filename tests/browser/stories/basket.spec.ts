import { products } from "../support/shop";
import { test } from "../support/story";

const { leche, jabon, papa, arroz, bolsa, gaseosa, aceite } = products;

test("words without accents or ñ find the product, and the keyboard picks it", async ({ attends, sale }) => {
  await attends();
  await sale.search("jabon nusta avena", jabon.name);
  await sale.press("Enter");
  await sale.linesAre([jabon.name, "1", jabon.price]);
  await sale.listens();

  await sale.search("panal", "Pañal");
  await sale.press("ArrowDown");
  await sale.chosenResultIs("unidad");
  await sale.press("ArrowUp", "Escape");
  await sale.lineCountIs(1);

  await sale.search("3*leche evap", "Leche evaporada");
  await sale.resultsHave(leche.name);
  await sale.press("Escape");
  await sale.listens();
});

test("three of what was searched, by a 3* before the words", async ({ attends, sale }) => {
  await attends();
  await sale.search("3*jabon nusta avena", jabon.name);
  await sale.press("Enter");
  await sale.linesAre([jabon.name, "3", jabon.price * 3]);
});

test("potatoes go by the kilo, rice by the sol", async ({ attends, sale }) => {
  await attends();
  await sale.quickKey(papa.name);
  await sale.weigh({ kilos: "0.845" });
  // 0.845 kg at 2.80 is 2.366.
  await sale.linesAre([papa.name, "0.845 kg", 237]);
  await sale.listens();

  await sale.search("arroz corriente", arroz.name);
  await sale.press("Enter");
  await sale.weigh({ soles: "5" });
  // Five soles at 3.60 the kilo.
  await sale.linesAre([papa.name, "0.845 kg", 237], [arroz.name, "1.389 kg", 500]);
  await sale.totalIs(737);
  await sale.litLineSays("sin IGV");
  await sale.listens();
});

test("a bag pays its tax apart", async ({ attends, sale }) => {
  await attends();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await sale.quickKey(bolsa.name);
  await sale.press("+");
  await sale.linesAre([leche.name, "1", leche.price], [bolsa.name, "2", bolsa.price * 2]);
  await sale.litLineSays("ICBPER 0.50 c/u, aparte");
  await sale.sumsSay(/ICBPER · 2 bolsas\s*1.00/);
  await sale.totalIs(leche.price + bolsa.price * 2 + 100);
});

test("plus, minus, a new quantity, and a line gone and brought back", async ({ attends, sale, frame }) => {
  await attends();
  await sale.scan(leche, gaseosa);
  await sale.lineCountIs(2);
  await sale.press("+", "+");
  await sale.linesAre([leche.name, "1", leche.price], [gaseosa.name, "3", gaseosa.price * 3]);
  await sale.press("-");
  await sale.linesAre([leche.name, "1", leche.price], [gaseosa.name, "2", gaseosa.price * 2]);

  await sale.press("ArrowUp");
  await sale.type("5*");
  await sale.press("Enter");
  await sale.linesAre([leche.name, "5", leche.price * 5], [gaseosa.name, "2", gaseosa.price * 2]);

  await sale.press("Delete");
  await frame.toastIs(`Quitaste ${leche.name}`);
  await sale.linesAre([gaseosa.name, "2", gaseosa.price * 2]);
  await frame.undo();
  await sale.linesAre([gaseosa.name, "2", gaseosa.price * 2], [leche.name, "5", leche.price * 5]);
  await sale.listens();

  await sale.press("-", "-", "-", "-", "-");
  await sale.linesAre([gaseosa.name, "2", gaseosa.price * 2]);
  await sale.listens();
});

test("six cans cost the wholesale price, and the price is asked without selling", async ({ attends, sale, frame }) => {
  await attends();
  await sale.type("6*");
  await sale.scan(leche);
  await sale.litLineSays("precio por mayor");
  await sale.linesAre([leche.name, "6", 405 * 6]);

  await sale.press("F7");
  const dialog = frame.dialog("Consulta de precio");
  await sale.scan(aceite);
  await test.expect(dialog.getByRole("region", { name: aceite.name })).toContainText("Desde 6 und");
  await sale.press("Escape");
  await sale.linesAre([leche.name, "6", 405 * 6]);
  await sale.listens();
});

test("who waits keeps their basket by name, and the next is served", async ({ attends, sale, payment, frame }) => {
  await attends();
  await sale.scan(leche, gaseosa);
  await sale.lineCountIs(2);
  await sale.hold("Señora del mandil azul");
  await frame.toastIs("Señora del mandil azul queda en espera");
  await sale.isEmpty();
  await sale.listens();

  await sale.scan(aceite);
  await sale.lineCountIs(1);
  await payment.exactCash();
  await sale.isEmpty();

  await sale.recall("Señora del mandil azul");
  await sale.linesAre([leche.name, "1", leche.price], [gaseosa.name, "1", gaseosa.price]);
  await sale.listens();
  await payment.exactCash();
});

test("recalling one basket puts the open one to wait", async ({ attends, sale }) => {
  await attends();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await sale.hold("Don Teo");
  await sale.scan(gaseosa);
  await sale.lineCountIs(1);
  await sale.recall("Don Teo");
  await sale.linesAre([leche.name, "1", leche.price]);
  await sale.discard("El cliente se fue");
  await sale.recall("Sin nombre");
  await sale.linesAre([gaseosa.name, "1", gaseosa.price]);
  await sale.discard("Se marcó por error");
  await sale.isEmpty();
});

test("a sale is thrown away only with a reason", async ({ attends, sale, frame }) => {
  await attends();
  await sale.scan(leche);
  await sale.lineCountIs(1);
  await sale.press("Control+Delete");
  await test.expect(frame.dialog("Borrar toda la venta").getByRole("button", { name: "Borrar venta" })).toBeDisabled();
  await sale.press("Escape");
  await sale.linesAre([leche.name, "1", leche.price]);
  await sale.discard("El cliente se fue");
  await frame.toastIs("Borraste la venta");
  await sale.isEmpty();
  await sale.listens();
});
