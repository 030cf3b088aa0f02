import { people, products } from "../support/shop";
import { test } from "../support/story";

const { leche, galleta } = products;
/** A valid EAN-13 of nobody in the demo shop. */
const newCode = "7750182000017";

test("a new product: made, found by its code, changed, counted, sold", async ({ attends, frame, products: list, sale, payment }) => {
  await attends(people.julio);
  await frame.goTo("Productos");
  await list.listens();
  await list.create();
  await list.trySave();
  await frame.alertIs("Revisa los campos marcados.");
  await list.fill({ Nombre: "Miel de eucalipto Añaycha 500 g", "Precio de venta": "18.50", "Códigos de barras": newCode });
  await list.choose("Categoría", "Abarrotes");
  await list.save("Producto creado");

  await frame.goTo("Venta");
  await frame.goTo("Productos");
  await sale.scanner.reads(newCode);
  await list.cardIs("Miel de eucalipto Añaycha 500 g");
  await list.hasCode(newCode);
  await list.fill({ "Precio de venta": "17.90" });
  await list.save();

  await list.adjust("Entra", "12", "Compra");
  await frame.toastIs("Stock ajustado: hay 12");
  await list.adjust("Sale", "1", "Merma");
  await list.kardexIs(["Merma", "−1"], ["Compra", "12"]);

  await frame.goTo("Venta");
  await sale.scanner.reads(newCode);
  await sale.linesAre(["Miel de eucalipto Añaycha 500 g", "1", 1790]);
  await sale.litLineSays("quedan 11");
  await payment.exactCash();
});

test("a code belongs to one product only", async ({ attends, frame, products: list }) => {
  await attends(people.julio);
  await frame.goTo("Productos");
  await list.create();
  await list.fill({ Nombre: "Otra leche", "Precio de venta": "4", "Códigos de barras": leche.code });
  await list.trySave();
  await list.fieldSays("Códigos de barras", /Ese código|ya es de|Leche evaporada/);
});

test("lists that answer the owner's questions", async ({ attends, frame, products: list }) => {
  await attends(people.rosario);
  await frame.goTo("Productos");
  await list.find("galleta soda");
  await list.firstRowIs("Galleta soda");
  await list.find("");
  await list.filter("Bajo mínimo");
  await list.firstRowIs(/Bajo mínimo|Sin stock/);
  await list.filter("Todos");
  await list.find(galleta.code);
  await list.firstRowIs(galleta.name);
  await list.open(galleta.name);
  await list.fieldIs("Precio de venta", "4.20");
});

test("leaving a card half-written is asked about", async ({ attends, frame, page, products: list }) => {
  await attends(people.rosario);
  await frame.goTo("Productos");
  await list.find("galleta soda rondalla paquete x");
  await list.open(galleta.name);
  await list.fill({ "Precio de venta": "4.50" });
  await page.keyboard.press("Escape");
  await frame.dialog("¿Salir sin guardar?").getByRole("button", { name: "Seguir editando" }).click();
  await list.fieldIs("Precio de venta", "4.50");
});

test("a cashier looks up but does not change", async ({ attends, frame, page, products: list }) => {
  await attends(people.rosa);
  await frame.goTo("Productos");
  await list.find(leche.code);
  await list.open(leche.name);
  await test.expect(page.getByLabel("Precio de venta")).toBeDisabled();
  await test.expect(page.getByRole("button", { name: "Guardar" })).toHaveCount(0);
});
