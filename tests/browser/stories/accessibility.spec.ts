import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { owner, settle } from "../support/bodega";
import { people, products } from "../support/shop";
import { nothingIsWrongOn, test } from "../support/story";

const sizes = [
  { width: 1366, height: 768 },
  { width: 1024, height: 768 },
];
const themes = ["light", "dark"] as const;
const sections = [
  "Tienda",
  "Comprobantes electrónicos",
  "Caja y serie",
  "Impresora",
  "Personas",
  "Copias y exportación",
  "Apariencia y sonido",
] as const;

async function wear(page: Page, theme: "light" | "dark" | "contrast"): Promise<void> {
  await page.addInitScript((chosen) => localStorage.setItem("caserita.theme", chosen), theme);
}

/** A suspension is at work from the next quiet hour on, and no story waits for it: what the till will say then. */
async function suspend(page: Page): Promise<void> {
  await page.route("**/v1/licence", async (route) => {
    const answer = await route.fetch();
    const licence = (await answer.json()) as object;
    await route.fulfill({ json: { ...licence, state: "suspended", suspended: "Falta el pago de octubre" } });
  });
}

for (const size of sizes) {
  for (const theme of themes) {
    test.describe(`${theme}, ${size.width} wide`, () => {
      test.use({ viewport: size });
      test.beforeEach(({ page }) => wear(page, theme));

      test("every screen", async ({ page, attends, sale, payment, frame, sales, products: list, settings, login, cash }) => {
        const sound = () => nothingIsWrongOn(page);
        await page.goto("/");
        await login.isShown();
        await sound();
        await attends(people.rosario);
        await sound();
        await sale.scan(products.leche, products.aceite);
        await sale.lineCountIs(2);
        await sound();
        await sale.search("leche", "Leche");
        await sound();
        await sale.press("Escape");
        await payment.open();
        await sound();
        await payment.choose("y", "Yape");
        await sound();
        await payment.operation("991100");
        await payment.isDone(0);
        await sound();
        const number = await payment.number();
        await payment.next();
        await frame.goTo("Ventas");
        await sales.open(number);
        await sound();
        await sales.ticketSays(number);
        await sound();
        await frame.goTo("Productos");
        await list.find(products.leche.code);
        await list.open(products.leche.name);
        await sound();
        await frame.goTo("Caja");
        await cash.isOpen();
        await sound();
        await cash.tab("Reporte X");
        await cash.reportSays("Reporte X", "Cantidad de ventas", "1");
        await sound();
        await cash.tab("Cierres");
        await sound();
        await frame.goTo("Ajustes");
        for (const section of sections) {
          await settings.section(section);
          await sound();
        }
        await page.goto("/diagnostico");
        await frame.screenIs("Impresión");
        await sound();
        await frame.goTo("Caja");
        await cash.startCount();
        await sound();
        await cash.count({ "100": 1 });
        await cash.leaves("100");
        await cash.confirmCount();
        await sound();
        await cash.close();
        await sound();
      });

      test("everything about electronic documents", async ({ page, attends, sunat, sale, payment, frame, sales, settings }) => {
        const sound = () => nothingIsWrongOn(page);
        const closes = async () => {
          await page.keyboard.press("Escape");
          await page.getByRole("dialog").waitFor({ state: "detached" });
        };
        sunat.plans("rejected 2800").plans("observed 4252");
        await attends(people.rosario);
        await sale.scan(products.leche, products.aceite);
        await sale.lineCountIs(2);
        await sound();
        const rejected = await payment.exactCash();
        await sale.scan(products.leche);
        const observed = await payment.exactCash();
        await frame.goTo("Ventas");
        await sales.look("Electrónicos");
        await sales.documentSays(rejected, "Rechazada");
        await sales.openDocument(rejected);
        await sound();
        await sales.documentSays(observed, "Con observación");
        await sales.openDocument(observed);
        await sound();
        await sales.act("Devolución");
        await page.getByRole("dialog").getByRole("button", { name: "Todo" }).click();
        await sound();
        await closes();
        await sales.act("Anular");
        await sound();
        await closes();
        await page.getByRole("button", { name: "Descargar mes" }).click();
        await sound();
        await closes();
        await frame.goTo("Ajustes");
        await settings.section("Comprobantes electrónicos");
        await sound();
        for (const name of ["Cambiar certificado", "Escribirla"]) {
          await page.getByRole("button", { name }).first().click();
          await page.getByRole("dialog").waitFor();
          await sound();
          await closes();
        }
      });

      test.describe("a shop that pays", () => {
        test.use({ demo: false });

        test("the licence, on trial, locked and suspended", async ({ page, office, printer, seller, login, licence, frame, cash }) => {
          const sound = () => nothingIsWrongOn(page);
          await settle(office, printer);
          await page.goto("/");
          await login.enter(owner);
          await licence.open();
          await licence.is("En prueba");
          await licence.pictures();
          await sound();
          await licence.paste("hola");
          await licence.usePasted();
          await licence.refusalIs("Lo que trajiste llegó incompleto o cambiado.");
          await sound();
          const bring = async (file: string) =>
            office.post("/v1/licence/import", { text: await readFile(file, "utf8"), channel: "file" });
          await seller.sells();
          await bring(await seller.permits(office, { through: 3 }));
          await licence.is("Por vencer");
          await sound();
          await frame.goTo("Venta");
          await licence.bannerSays("Tu licencia vence en 3 días.");
          await sound();
          await bring(await seller.permits(office, { through: -10, grace: 1 }));
          await licence.is("Detenida");
          await sound();
          await frame.goTo("Caja");
          await cash.stateSays("Sin licencia no se vende");
          await sound();
          await licence.open();
          await licence.is("Detenida");
          await sound();
          await suspend(page);
          await page.reload();
          await licence.is("Suspendida");
          await licence.says("Motivo: Falta el pago de octubre");
          await sound();
          await frame.goTo("Venta");
          await licence.is("Suspendida");
          await sound();
        });
      });

      test("every dialog of the sale", async ({ page, attends, sale, frame }) => {
        await attends(people.rosa);
        await sale.scan(products.leche);
        await sale.lineCountIs(1);
        for (const key of ["F1", "F4", "F5", "F6", "F7", "F9", "Control+Delete"]) {
          await sale.press(key);
          await page.getByRole("dialog").waitFor();
          await nothingIsWrongOn(page);
          await sale.press("Escape");
          await page.getByRole("dialog").waitFor({ state: "detached" });
        }
        await sale.quickKey(products.papa.name);
        await nothingIsWrongOn(page);
        await sale.press("Escape");
        await sale.discount("20", "Oferta");
        await frame.approvalIsAsked("Quieres descontar");
        await nothingIsWrongOn(page);
        await sale.press("Escape");
        await frame.dialog("Permiso de otra persona").waitFor({ state: "detached" });
        await sale.press("Escape");
        await sale.listens();
      });
    });
  }
}

test("Venta in high contrast", async ({ page, attends, sale }) => {
  await wear(page, "contrast");
  await attends();
  await sale.scan(products.leche, products.aceite);
  await sale.lineCountIs(2);
});
