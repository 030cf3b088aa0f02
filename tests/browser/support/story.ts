/** What every story stands on, and what every story must leave behind. */
import AxeBuilder from "@axe-core/playwright";
import { join } from "node:path";
import { test as base, expect, type APIRequestContext, type Page } from "@playwright/test";
import { Cash } from "../screens/cash";
import { Copies } from "../screens/copies";
import { Frame } from "../screens/frame";
import { Licence } from "../screens/licence";
import { Login } from "../screens/login";
import { Payment } from "../screens/payment";
import { Products } from "../screens/products";
import { Sale } from "../screens/sale";
import { Sales } from "../screens/sales";
import { Settings } from "../screens/settings";
import { Setup } from "../screens/setup";
import { Office } from "./office";
import { Printer } from "./printer";
import { Seller } from "./seller";
import { people, type Person } from "./shop";
import { Sunat } from "./sunat";
import { Till } from "./till";

interface Options {
  /** Whether the till is the stocked demo shop. */
  demo: boolean;
}

interface Story {
  till: Till;
  printer: Printer;
  /** A SUNAT that the shop issues its documents to, once a story names it. */
  sunat: Sunat;
  /** The shop seen from behind: what a story needs prepared, or must find in the end. */
  office: Office;
  /** Who sells Caserita: licences, permits, codes. */
  seller: Seller;
  login: Login;
  setup: Setup;
  frame: Frame;
  sale: Sale;
  payment: Payment;
  cash: Cash;
  sales: Sales;
  products: Products;
  settings: Settings;
  copies: Copies;
  licence: Licence;
  /** Someone at the till with the caja open and the scan field listening. */
  attends: (person?: Pick<Person, "name" | "pin">) => Promise<void>;
  ending: undefined;
}

export const test = base.extend<Story & Options>({
  demo: [true, { option: true }],

  till: async ({ demo }, use, info) => {
    const till = await Till.start({ demo });
    await use(till);
    await till.off();
    if (till.log !== "") await info.attach("till", { body: till.log, contentType: "text/plain" });
  },

  printer: async ({}, use) => {
    const printer = await Printer.plugIn();
    await use(printer);
    await printer.off();
  },

  baseURL: async ({ till }, use) => use(till.address),

  office: async ({ till, demo, printer, playwright }, use) => {
    const request: APIRequestContext = await playwright.request.newContext({ baseURL: till.address });
    const office = new Office(request);
    if (demo) {
      await office.enter(people.rosario);
      await office.connect(printer.port);
    }
    await use(office);
    await request.dispose();
  },

  sunat: async ({ office }, use) => {
    const sunat = await Sunat.open();
    await sunat.serves(office);
    await use(sunat);
    sunat.close();
  },

  seller: async ({}, use) => {
    const seller = await Seller.open();
    await use(seller);
    await seller.close();
  },

  login: async ({ page }, use) => use(new Login(page)),
  setup: async ({ page }, use) => use(new Setup(page)),
  frame: async ({ page }, use) => use(new Frame(page)),
  sale: async ({ page }, use) => use(new Sale(page)),
  payment: async ({ page }, use) => use(new Payment(page)),
  cash: async ({ page }, use) => use(new Cash(page)),
  sales: async ({ page }, use) => use(new Sales(page)),
  products: async ({ page }, use) => use(new Products(page)),
  settings: async ({ page }, use) => use(new Settings(page)),
  copies: async ({ page }, use) => use(new Copies(page)),
  licence: async ({ page }, use) => use(new Licence(page)),

  attends: async ({ page, login, office, sale }, use) =>
    use(async (person = people.rosa) => {
      await office.openCash(10_000);
      await page.goto("/");
      await login.enter(person);
      await sale.listens();
    }),

  ending: [
    async ({ page, office, till }, use, info) => {
      const errors = listenForErrors(page, till);
      await use(undefined);
      if (info.status !== info.expectedStatus) return;
      await nothingIsWrongOn(page);
      expect(errors, "the console stays clean").toEqual([]);
      await office.queueIsEmpty();
    },
    { auto: true },
  ],
});

export { expect };

/**
 * Everything a page complains about. A refusal is an answer, a till that was killed gives none, and one that opens
 * again none yet: what the browser notes about those is not counted.
 */
function listenForErrors(page: Page, till: Till): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const refused = /^Failed to load resource: .* status of 4\d\d/.test(message.text());
    const unanswered = till.wasKilled && message.text().startsWith("Failed to load resource: net::ERR_");
    const unready = till.opensAgain && /^Failed to load resource: .* status of 503/.test(message.text());
    if (unanswered || unready || (refused && message.location().url.includes("/v1/"))) return;
    errors.push(`${message.text()} (${message.location().url})`);
  });
  return errors;
}

let pictures = 0;

/** With `CASERITA_PICTURES` naming a folder, what was checked is also there to be looked at. */
async function photograph(page: Page): Promise<void> {
  const folder = process.env.CASERITA_PICTURES;
  if (!folder) return;
  const name = [...base.info().titlePath.slice(1), String(++pictures).padStart(3, "0")].join(" ").replaceAll("/", "-");
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Zero violations of any rule axe knows, on what is in view now. */
export async function nothingIsWrongOn(page: Page): Promise<void> {
  await photograph(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })));
  expect(found, "axe finds nothing").toEqual([]);
}
