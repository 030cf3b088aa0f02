import { readFile } from "node:fs/promises";
import { owner, pan, settle } from "../support/bodega";
import { pressing, unplugMouse } from "../support/fingers";
import { Office } from "../support/office";
import type { Paid, Seller } from "../support/seller";
import { expect, test } from "../support/story";
import { photographed } from "../support/telephone";
import { Till } from "../support/till";

const technician = { name: "Iván Huamán", pin: "6173" };

/** Paid until long ago, with a grace that ended before the last quiet hour: the till is locked as soon as it knows. */
const over: Paid = { through: -10, grace: 1 };
const inGrace: Paid = { through: -1, grace: 30 };

/** What the owner was given lies in the till already when the story begins. */
async function brought(office: Office, file: string): Promise<void> {
  await office.post("/v1/licence/import", { text: await readFile(file, "utf8"), channel: "file" });
}

async function member(office: Office, seller: Seller, paid: Paid): Promise<void> {
  await seller.sells();
  await brought(office, await seller.permits(office, paid));
}

test.use({ demo: false });
test.beforeEach(async ({ office, printer }) => settle(office, printer));

test("a new shop is on trial and says so; a technician brings a file and it is active at once", async ({
  page,
  office,
  seller,
  login,
  licence,
}) => {
  await office.post("/v1/users", { ...technician, role: "technician" });
  await page.goto("/");
  await login.enter(owner);
  await licence.nothingIsAnnounced();
  await licence.open();
  await licence.is("En prueba");
  await licence.says("Estás probando Caserita: te quedan 30 días.");
  await page.keyboard.press("F12");

  await login.enter(technician);
  await licence.open();
  await seller.sells({ plan: "membresia", tills: 2 });
  await licence.takeFile(await seller.permits(office, { through: 30 }));
  await licence.is("Al día", { timeout: 1_000 });
  await licence.broughtSays("Permiso de esta caja (revisión 1): se recibió");
  await licence.factIs("Titular", "Bodega Las Tres Marías");
  await licence.factIs("Caja", "1 de 2");
});

test("law_12: it warns, gives grace and locks; the file comes and the till sells again", async ({
  page,
  office,
  seller,
  login,
  licence,
  frame,
  sale,
  payment,
  cash,
}) => {
  await member(office, seller, { through: 3, warn: 7 });
  await page.goto("/");
  await login.enter(owner);
  await licence.bannerSays("Tu licencia vence en 3 días.");
  await licence.dismissBanner();
  await page.reload();
  await sale.openCash("50");
  await licence.nothingIsAnnounced();
  await sale.scan(pan);
  await sale.lineCountIs(1);
  await payment.exactCash();
  await licence.dayPasses();
  await licence.bannerSays("Tu licencia vence en 3 días.");

  await brought(office, await seller.permits(office, inGrace));
  await licence.bannerSays(/Tu licencia venció\. Puedes vender \d+ días más\./);
  await sale.scan(pan);
  await sale.lineCountIs(1);
  await payment.exactCash();
  await frame.goTo("Caja");
  await cash.countsAndCloses({ "50": 1, "1": 2 }, "50");
  await cash.resultSays("Cuadra");
  await cash.finish();

  await brought(office, await seller.permits(office, over));
  await licence.bannerSays("Tu licencia venció: no se pueden empezar ventas.");
  await cash.stateSays("Sin licencia no se vende, pero puedes abrirla para recibir devoluciones.");
  await frame.goTo("Venta");
  await licence.says("Tu licencia venció: no se pueden empezar ventas.");
  await licence.stopped("Empezar una venta", "Abrir la caja para vender");
  await licence.works("Reimprimir", "Exportar tus datos", "Hacer copias", "Traer la licencia");
  await licence.saysHowToPay();

  await licence.openFromSale();
  await licence.is("Detenida");
  const loaded = await page.evaluateHandle(() => document.body);
  await licence.takeFile(await seller.permits(office, { through: 30 }));
  await licence.is("Al día", { timeout: 1_000 });
  await frame.goTo("Venta");
  await sale.openCash("50");
  await sale.scan(pan);
  await sale.lineCountIs(1);
  await payment.exactCash();
  await licence.nothingIsAnnounced();
  expect(await loaded.evaluate((body) => body.isConnected), "nothing was loaded again").toBe(true);
});

test("law_12: past what was paid, an open caja goes on selling and is counted; only then it locks", async ({
  office,
  seller,
  attends,
  licence,
  frame,
  sale,
  payment,
  cash,
  printer,
}) => {
  await member(office, seller, { through: 30 });
  await attends(owner);
  await sale.scan(pan);
  await sale.lineCountIs(1);
  await brought(office, await seller.permits(office, inGrace));
  await licence.bannerSays("Tu licencia venció.");
  await sale.linesAre([pan.name, "1", pan.price]);
  await payment.exactCash();
  await sale.scan(pan);
  await sale.lineCountIs(1);
  await payment.exactCash();
  await frame.goTo("Caja");
  await cash.countsAndCloses({ "100": 1, "1": 2 }, "100");
  await cash.resultSays("Cuadra");
  await printer.says("102.00");
  await cash.finish();
  await brought(office, await seller.permits(office, over));
  await frame.goTo("Venta");
  await licence.is("Detenida");
});

test("law_12: a locked till reprints, takes back, reports, exports, copies and closes", async ({
  page,
  office,
  seller,
  attends,
  licence,
  frame,
  sale,
  payment,
  cash,
  sales,
  settings,
  copies,
  printer,
}) => {
  await member(office, seller, inGrace);
  await attends(owner);
  await sale.scan(pan);
  await sale.lineCountIs(1);
  const number = await payment.exactCash();
  expect(number).toBe("NV01-00000001");
  await frame.goTo("Caja");
  await cash.countsAndCloses({ "100": 1, "1": 1 }, "100");
  await cash.finish();
  await brought(office, await seller.permits(office, over));
  await frame.goTo("Venta");
  await licence.is("Detenida");

  await frame.goTo("Ventas");
  await sales.open(number);
  await sales.reprint();
  await printer.says("COPIA");
  await frame.goTo("Caja");
  await cash.openForReturns("100");
  await frame.goTo("Ventas");
  await sales.open(number);
  await sales.takesBack();
  await frame.goTo("Ajustes");
  await settings.section("Copias y exportación");
  expect(await copies.exported("Ventas")).toContain("Nota de venta;NV01;1;");
  await copies.copyTo(seller.folder);
  await copies.listHas("A mano");

  await frame.goTo("Caja");
  await cash.tab("Reporte X");
  await cash.reportSays("Reporte X", "Total vendido", "0.00");
  await cash.printX();
  await cash.countsAndCloses({ "50": 1, "20": 2, "5": 1, "2": 2 }, "99");
  await cash.resultSays("Cuadra");
  await cash.finish();
  await cash.tab("Cierres");
  await cash.look("Z 0001");
  await cash.reportSays("Z 0001", "Total vendido", "1.00");
  await expect(page.getByRole("alert").filter({ hasText: "licence.locked" })).toHaveCount(0);
});

test("a suspension says why, and waits for the end of the day", async ({ office, seller, attends, licence, frame, sale, payment }) => {
  await member(office, seller, { through: 30 });
  await attends(owner);
  await licence.open();
  await licence.takeFile(await seller.suspends(office, "Falta el pago de octubre"));
  await frame.toastIs("Se recibió: tu proveedor suspendió la licencia");
  await licence.says("Motivo: Falta el pago de octubre");
  await licence.is("Por suspenderse");
  await licence.says("Tu proveedor suspendió la licencia.");
  await licence.says("Llámalo hoy: se detendrá a las 4 de la madrugada.");
  await licence.broughtSays("Permiso de esta caja (revisión 2): se recibió");
  await frame.goTo("Venta");
  await licence.bannerSays("Tu proveedor suspendió la licencia.");
  await sale.scan(pan);
  await sale.lineCountIs(1);
  await payment.exactCash();
});

test("a perpetual licence never mentions an end", async ({ page, office, seller, login, licence }) => {
  await page.goto("/");
  await login.enter(owner);
  await licence.open();
  await seller.sells({ plan: "perpetua" });
  await licence.takeFile(await seller.permits(office));
  await licence.is("Al día");
  await licence.says("Tu licencia es para siempre.");
  await licence.factIs("Plan", "Para siempre");
  await licence.factsLack("Pagada hasta", "Gracia después", "Empieza el aviso", "Vence", "Se detiene", "Renovar antes");
  await licence.neverSays(/pagad[oa] hasta|venció|vence (en|hoy)|por vencer|renuév/i);
  await licence.nothingIsAnnounced();
});

test("a code by telephone gives days, once", async ({ office, seller, page, login, licence, frame, sale, payment }) => {
  await member(office, seller, over);
  await page.goto("/");
  await login.enter(owner);
  await licence.openFromSale();
  await licence.useCode("1234");
  await expect(page.getByLabel("Código", { exact: true })).toHaveAccessibleDescription(/Un código tiene diez letras o números\./);
  const code = await seller.code(office, 3);
  await licence.useCode("00000-00000");
  await licence.refusalIs("Ese código no es. Te quedan 4 intentos.");
  await licence.useCode(code.toLowerCase());
  await frame.toastIs("Listo: tienes 3 días más");
  await licence.is("En gracia");
  await licence.useCode(code);
  await licence.refusalIs("Ese código ya se usó.");
  await frame.goTo("Venta");
  await sale.openCash("50");
  await sale.scan(pan);
  await sale.lineCountIs(1);
  await payment.exactCash();
});

test("five wrong codes make a pause, and then even the right one waits", async ({ office, seller, page, login, licence }) => {
  await member(office, seller, over);
  await page.goto("/");
  await login.enter(owner);
  await licence.openFromSale();
  for (const left of [4, 3, 2]) {
    await licence.useCode(`00000-0000${left}`);
    await licence.refusalIs(`Ese código no es. Te quedan ${left} intentos.`);
  }
  await licence.useCode("00000-00001");
  await licence.refusalIs("Ese código no es. Te queda 1 intento.");
  await licence.useCode("00000-00000");
  await licence.refusalIs(/Fueron demasiados códigos equivocados\..*Espera hasta las/);
  await licence.useCode(await seller.code(office, 3));
  await licence.refusalIs("Fueron demasiados códigos equivocados.");
  await licence.is("Detenida");
});

test("what is altered, another's, old or no licence at all is refused, and nothing changes", async ({
  page,
  office,
  seller,
  login,
  licence,
  frame,
  playwright,
}) => {
  await seller.sells({ tills: 2 });
  const old = await seller.permits(office, { through: 10 });
  await brought(office, old);
  await brought(office, await seller.permits(office, { through: 30 }));
  const renewed = await seller.permits(office, { through: 90 });
  const papers = async () => (await office.get<{ papers: object }>("/v1/licence")).papers;
  const before = await papers();
  await page.goto("/");
  await login.enter(owner);
  await licence.open();

  await licence.takeFile(await seller.spoils(renewed));
  await licence.refusalIs(/La firma de la licencia no es válida: alguien la cambió\..*licence\.signature/);
  expect(await papers()).toEqual(before);

  const other = await Till.start({ demo: false });
  const request = await playwright.request.newContext({ baseURL: other.address });
  const neighbour = new Office(request);
  await settle(neighbour);
  await licence.takeFile(await seller.permits(neighbour, { through: 90 }));
  await licence.refusalIs(/Ese permiso es de otra computadora\..*licence\.other_device/);
  expect(await papers()).toEqual(before);
  await request.dispose();
  await other.off();

  const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 40, height: 40 } });
  await licence.takeFile({ name: "IMG-20261121-WA0003.png", mimeType: "image/png", buffer: picture });
  await licence.refusalIs(/Ahí no hay ninguna licencia\..*licence\.empty/);
  const cut = (await readFile(renewed)).subarray(0, 200);
  await licence.takeFile({ name: "cortado.txt", mimeType: "text/plain", buffer: cut });
  await licence.refusalIs(/Lo que trajiste llegó incompleto o cambiado\..*licence\.damaged/);
  await licence.takeFile({ name: "vacio.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) });
  await licence.refusalIs("Ahí no hay ninguna licencia.");
  expect(await papers()).toEqual(before);

  await licence.takeFile(old);
  await frame.toastIs("No trajo nada nuevo: tu licencia sigue como estaba.");
  await licence.broughtSays("Permiso de esta caja (revisión 1): aquí hay una revisión más nueva y vale esa.");
  expect(await papers()).toEqual(before);
  await licence.is("Al día");
});

test("QR codes are read with the scanner in any order, or pasted", async ({ page, office, seller, login, licence, sale, frame }) => {
  await member(office, seller, over);
  const codes = await seller.qr(await seller.permits(office, { through: 30 }));
  // The keys and the licence were there before: what is new is the permit, in two parts.
  const [first = "", second = ""] = codes.filter((code) => code.startsWith("CASERITA:PART1:"));
  await page.goto("/");
  await login.enter(owner);
  await licence.is("Detenida");
  await licence.scan(second);
  await licence.isShown();
  await licence.readSays("Falta 1 parte.");
  await licence.usePasted();
  await licence.refusalIs("Falta leer un código QR.");
  await licence.scan(first);
  await licence.readSays("1 código completo.");
  await licence.usePasted();
  await licence.is("Al día", { timeout: 1_000 });

  const more = await seller.qr(await seller.permits(office, { through: 60 }));
  await licence.paste([...more].reverse().join("\n"));
  await licence.usePasted();
  await licence.broughtSays("Permiso de esta caja (revisión 3): se recibió");
  await frame.goTo("Venta");
  await sale.openCash("50");
});

test("the request leaves as a file and as pictures that a telephone reads; both are answered", async ({
  page,
  seller,
  login,
  licence,
}) => {
  await page.goto("/");
  await login.enter(owner);
  await licence.open();
  const saved = await licence.savedRequest();
  const read: string[] = [];
  for (const picture of await licence.pictures()) read.push(await photographed(picture));
  const joined = read.map((part) => part.replace(/^CASERITA:PART1:\d:\d:[^:]*:/, "")).join("");
  expect([joined], "the pictures say what the file says").toEqual(await seller.qr(saved));

  await seller.sells();
  await licence.takeFile(await seller.answers(read.reverse().join("\n"), { through: 30 }));
  await licence.is("Al día");
  await licence.takeFile(await seller.answers(await readFile(saved, "utf8"), { through: 60 }));
  await licence.broughtSays("Permiso de esta caja (revisión 2): se recibió");
});

test("Ajustes says before the form that the licence leaves out documents", async ({ page, office, seller, login, frame, settings }) => {
  await seller.sells({ modules: ["minimarket"] });
  await brought(office, await seller.permits(office, { through: 30 }));
  await page.goto("/");
  await login.enter(owner);
  await frame.goTo("Ajustes");
  await settings.section("Comprobantes electrónicos");
  const said = page.getByRole("status").filter({ hasText: "Tu licencia no incluye los comprobantes electrónicos." });
  await expect(said.getByRole("link", { name: "Ver licencia" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Producción/ })).toBeDisabled();

  await seller.sells();
  await brought(office, await seller.permits(office, { through: 30 }));
  await expect(said).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Producción/ })).toBeEnabled();
});

test("all of Licencia without the mouse", async ({ page, context, office, seller, login, licence, frame }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await context.route("https://wa.me/**", (route) => route.fulfill({ body: "" }));
  await member(office, seller, over);
  await unplugMouse(page);
  await page.goto("/");
  await login.enter(owner);
  await licence.hasFocus("Traer la licencia");
  await pressing(page, "Enter");
  await licence.isShown();
  const bring = ["Elegir archivo", "Texto del QR", "Usar este texto", "Código", "Usar código"];
  await licence.tabsThrough(...bring, "Guardar archivo", "Copiar", "Mostrar el QR", "Escribir por WhatsApp", "Copiar código", "Datos para soporte");

  await pressing(page, "Enter", "Tab");
  await licence.hasFocus("Copiar datos");
  await pressing(page, "Enter");
  await frame.toastIs("Datos copiados");
  await pressing(page, "Shift+Tab", "Shift+Tab", "Enter");
  await frame.toastIs("Código copiado");
  const chat = page.waitForEvent("popup");
  await pressing(page, "Shift+Tab", "Enter");
  await (await chat).close();
  await pressing(page, "F1");
  await frame.dialog("Todas las teclas").waitFor();
  await pressing(page, "Escape");
  await frame.dialog("Todas las teclas").waitFor({ state: "detached" });
  await pressing(page, "Shift+Tab", "Enter");
  await expect(page.getByRole("img", { name: /^QR con/ }).first()).toBeVisible();
  await pressing(page, "Shift+Tab", "Enter");
  await frame.toastIs("Solicitud copiada");
  const saved = page.waitForEvent("download");
  await pressing(page, "Shift+Tab", "Enter");
  await saved;

  await pressing(page, "Shift+Tab", "Shift+Tab");
  await licence.hasFocus("Código");
  await licence.typeCode("00000-00000");
  await licence.refusalIs("Ese código no es.");
  await licence.hasFocus("Código");
  await pressing(page, "Control+a");
  await licence.typeCode(await seller.code(office, 3));
  await licence.is("En gracia");
  for (const code of await seller.qr(await seller.permits(office, { through: 30 }))) await licence.scan(code);
  await licence.hasFocus("Usar este texto");
  await pressing(page, "Enter");
  await licence.is("Al día");
  const chosen = page.waitForEvent("filechooser");
  await pressing(page, "F2");
  await (await chosen).setFiles(await seller.permits(office, { through: 60 }));
  await licence.broughtSays("Permiso de esta caja (revisión 3): se recibió");
});
