import { people } from "../support/shop";
import { test } from "../support/story";

test.describe("the first start", () => {
  test.use({ demo: false });

  test("an empty till asks for the shop and the owner's PIN, and then sells", async ({ page, setup, sale, frame }) => {
    await page.goto("/");
    await setup.isShown();
    await setup.start();
    await setup.fieldSays("Nombre de la tienda, como sale en el ticket", "Escribe el nombre de la tienda.");
    await setup.fill({ shop: "Bodega Las Tres Marías", owner: "María Ccopa", pin: "4826", again: "4862" });
    await setup.start();
    await setup.fieldSays("El PIN otra vez", "No es el mismo PIN. Escríbelo otra vez.");
    await setup.fill({ shop: "Bodega Las Tres Marías", owner: "María Ccopa", pin: "4826" });
    await setup.start();

    await sale.cashIsClosed();
    await sale.openCash("50");
    await sale.isEmpty();
    await frame.printerSays("Sin impresora");
  });

  test("a RUC with a wrong check digit is refused where it was written", async ({ page, setup }) => {
    await page.goto("/");
    await setup.fill({ shop: "Bodega Las Tres Marías", owner: "María Ccopa", pin: "4826", ruc: "20123456789" });
    await setup.start();
    await setup.fieldSays("RUC, si ya tienes", /RUC/);
    await setup.fill({ shop: "Bodega Las Tres Marías", owner: "María Ccopa", pin: "4826", ruc: "20123456786" });
  });

  test("the demonstration shop is one switch away", async ({ page, setup, sale, login }) => {
    await page.goto("/");
    await setup.fill({ shop: "Bodega de práctica", owner: "María Ccopa", pin: "4826" });
    await page.getByRole("switch", { name: "Llenar con una tienda de demostración" }).click();
    await setup.start();
    await sale.openCash("0");
    await sale.search("leche evaporada", "Leche evaporada");
    await sale.press("Escape");
    await sale.press("F12");
    await login.isLockedBy({ name: "María Ccopa" });
    await login.typePin("4826");
    await sale.listens();
  });
});

test("the demo shop greets with its people", async ({ page, login }) => {
  await page.goto("/");
  await login.tilesAre(...Object.values(people).map(({ name }) => name));
});
