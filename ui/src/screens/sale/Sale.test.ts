/** A cashier's keys over the whole of Venta, on a till in memory. */
import { cleanup, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { goto } from "$app/navigation";
import { takeKeptCodes } from "$domains/licence/kept";
import { typingGoesHome } from "$lib/focus";
import { pressed } from "$lib/hotkeys";
import { session } from "$lib/session.svelte";
import { startWedge } from "$lib/wedge";
import { useShell } from "$shell";
import { FakeTill } from "$testing/fakeTill";
import { goods, type Good } from "$testing/goods";
import { press, scan, settle, type } from "$testing/keyboard";
import Sale from "./Sale.svelte";

vi.mock("$app/navigation", () => ({ goto: vi.fn() }));

const cola = goods[0] as Good;
const palta = goods[3] as Good;

describe("Venta", () => {
  let till: FakeTill;
  let stop: () => void;
  const keys = (event: KeyboardEvent) => {
    pressed(event);
    typingGoesHome(event);
  };

  beforeEach(async () => {
    vi.useFakeTimers();
    till = new FakeTill();
    useShell(till);
    await session.refresh();
    window.addEventListener("keydown", keys);
    stop = startWedge();
    render(Sale);
    await settle();
  });

  afterEach(async () => {
    cleanup();
    stop();
    window.removeEventListener("keydown", keys);
    await settle(6000);
    vi.useRealTimers();
  });

  const field = () => screen.getByRole<HTMLInputElement>("combobox", { name: "Escanea o busca un producto" });
  /** Enter in a field of a dialog: the browser sends its form. */
  const submit = () => screen.getByRole("dialog").querySelector("form")?.requestSubmit();
  const lines = () => within(screen.getByRole("list", { name: "Líneas de la venta" })).getAllByRole("listitem");
  const atHome = (why: string) => expect(document.activeElement, why).toBe(field());

  it("listens from the start", () => atHome("the scan field has the focus"));

  it("counts ten fast scans as ten units", async () => {
    for (let n = 0; n < 10; n += 1) scan(cola.code ?? "", { gap: 3 });
    await settle(2000);
    expect(till.cart.lines).toMatchObject([{ quantity: 10000 }]);
    expect(field().value).toBe("");
    atHome("after scans");
  });

  it("multiplies the next scan by what was typed before it", async () => {
    type("3*");
    scan(cola.code ?? "");
    await settle();
    expect(till.cart.lines).toMatchObject([{ quantity: 3000 }]);
    expect(field().value, "the multiplier is spent").toBe("");
  });

  it("leads to the licence with a code of one, unless a sale was begun", async () => {
    const part = "CASERITA:PART1:1:2:AB12CD34:XYZ";
    scan(part);
    await settle();
    expect(goto).toHaveBeenCalledWith("/licencia");
    expect(takeKeptCodes()).toEqual([part]);
    scan(cola.code ?? "");
    await settle();
    scan(part);
    await settle();
    expect(takeKeptCodes()).toEqual([]);
  });

  it("says which code it does not know", async () => {
    scan("7759999999999");
    await settle();
    expect(screen.getByText(/7759999999999/)).toBeTruthy();
    scan(cola.code ?? "");
    await settle();
    expect(screen.queryByText(/7759999999999/), "until the next act").toBeNull();
  });

  it("finds by name, moves with arrows and adds with Enter", async () => {
    type("leche");
    await settle();
    press("ArrowDown");
    await settle();
    press("Enter");
    await settle();
    expect(till.cart.lines.map(({ name }) => name)).toEqual(["Leche condensada Altura 393 g"]);
    expect(field().value).toBe("");
    atHome("after picking");
  });

  it("adds and takes away units of the lit line, and offers a removed one back", async () => {
    scan(cola.code ?? "");
    await settle();
    press("+");
    press("+");
    await settle();
    expect(till.cart.lines).toMatchObject([{ quantity: 3000 }]);
    press("-");
    await settle();
    press("Delete");
    await settle();
    expect(till.cart.lines).toEqual([]);
    atHome("after removing");
  });

  it("a pressed button gives the focus back", async () => {
    const [bread] = await screen.findAllByRole("button", { name: /Pan francés/ });
    bread?.focus();
    bread?.click();
    await settle();
    expect(lines()).toHaveLength(1);
    atHome("after a quick key");
  });

  it("asks for the weight of what is sold by weight", async () => {
    screen.getByRole("button", { name: /Palta fuerte/ }).click();
    await settle();
    const dialog = screen.getByRole("dialog", { name: "Palta fuerte" });
    expect(document.activeElement).toBe(within(dialog).getByRole("textbox", { name: "Peso" }));
    type("0.845");
    await settle();
    within(dialog)
      .getByRole("button", { name: /Agregar/ })
      .click();
    await settle();
    expect(till.cart.lines).toMatchObject([{ presentation_id: palta.presentation_id, quantity: 845 }]);
    atHome("after weighing");
  });

  it("takes scans for the sale while a dialog is open, and none of it stays in the dialog", async () => {
    scan(cola.code ?? "");
    await settle();
    press("F5");
    await settle();
    const name = screen.getByRole<HTMLInputElement>("textbox", { name: "Nombre para reconocerla" });
    expect(document.activeElement).toBe(name);
    type("Ana");
    scan(cola.code ?? "");
    await settle();
    expect(name.value).toBe("Ana");
    expect(till.cart.lines).toMatchObject([{ quantity: 2000 }]);
  });

  it("looks up the name of a new customer, where a register was chosen", async () => {
    till.register = "https://api.ejemplo.pe/{numero}";
    till.known = { "20100070970": { name: "FERRETERIA ROJAS S.A.C.", state: "BAJA DE OFICIO", cached: false } };
    press("F4");
    await settle();
    type("20100070970");
    await settle();
    submit();
    await settle();
    press("b", { ctrlKey: true });
    await settle();
    const name = screen.getByRole<HTMLInputElement>("textbox", { name: "Razón social" });
    expect([name.value, document.activeElement]).toEqual(["FERRETERIA ROJAS S.A.C.", name]);
    expect(screen.getByText(/BAJA DE OFICIO/)).toBeTruthy();
    submit();
    await settle();
    expect(till.cart.customer).toMatchObject({ name: "FERRETERIA ROJAS S.A.C.", doc_number: "20100070970" });
    atHome("after choosing the new customer");
  });

  it("shows nothing of look-ups without a register", async () => {
    press("F4");
    await settle();
    type("20100070970");
    await settle();
    submit();
    await settle();
    expect(screen.queryByRole("button", { name: /Buscar/ })).toBeNull();
    press("b", { ctrlKey: true });
    await settle();
    expect(till.calls.some(({ path }) => path.startsWith("/v1/lookup"))).toBe(false);
  });

  it("weighs what is scanned over a customer being written once that is done", async () => {
    const code = "2000000000015";
    Object.assign(palta, { code });
    press("F4");
    await settle();
    type("Ana");
    await settle();
    submit();
    await settle();
    scan(code);
    await settle();
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Nombre" }).value).toBe("Ana");
    submit();
    await settle();
    expect(till.cart.customer).toMatchObject({ name: "Ana" });
    expect(screen.getByRole("dialog", { name: "Palta fuerte" })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Peso" }));
    delete palta.code;
  });

  it("holds a sale by name and brings it back", async () => {
    scan(cola.code ?? "");
    await settle();
    press("F5");
    await settle();
    type("Ana");
    screen.getByRole("button", { name: /Poner en espera/ }).click();
    await settle();
    expect(till.cart.held.map(({ name }) => name)).toEqual(["Ana"]);
    atHome("after holding");
    press("F5");
    await settle();
    press("ArrowDown");
    await settle();
    press("Enter");
    await settle();
    expect(lines()).toHaveLength(1);
  });

  it("closes any dialog with Esc and comes home", async () => {
    scan(cola.code ?? "");
    await settle();
    for (const key of ["F4", "F5", "F6", "F7", "F9"]) {
      press(key);
      await settle();
      expect(screen.getByRole("dialog"), key).toBeTruthy();
      press("Escape");
      await settle();
      expect(screen.queryByRole("dialog"), key).toBeNull();
      atHome(`after ${key} and Esc`);
    }
  });

  it("Enter and Enter again is exact cash; a third serves the next customer", async () => {
    scan(cola.code ?? "");
    await settle();
    press("Enter");
    await settle();
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Recibido en efectivo" }));
    press("Enter");
    await settle();
    expect(screen.getByRole("heading", { name: "Venta guardada" })).toBeTruthy();
    expect([till.sold, till.cart.previous?.total]).toEqual([1, 750]);
    press("Enter");
    await settle();
    atHome("for the next customer");
  });

  it("the Enter that a slow scanner sends late does not open the payment", async () => {
    scan(cola.code ?? "", { end: null });
    await settle(100);
    press("Enter");
    await settle();
    expect(screen.queryByRole("textbox", { name: "Recibido en efectivo" })).toBeNull();
    expect(till.cart.lines).toHaveLength(1);
  });

  it("takes Yape by its letter, then the rest in cash with change", async () => {
    till.cart.add(cola, 10000);
    till.changed("cart");
    await settle();
    press("F2");
    await settle();
    press("y");
    await settle();
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Número de operación" }));
    type("48213907");
    const amount = screen.getByRole<HTMLInputElement>("textbox", { name: "Monto con Yape" });
    amount.focus();
    amount.value = "";
    type("50");
    await settle();
    press("Enter");
    await settle();
    type("30");
    await settle();
    expect(screen.getByText("Vuelto")).toBeTruthy();
    press("Enter");
    await settle();
    expect(till.cart.previous).toMatchObject({ total: 7500, change: 500 });
  });

  describe("in a shop that gives electronic documents", () => {
    const pressed = () => screen.getAllByRole("button", { pressed: true }).map((button) => button.textContent);

    beforeEach(async () => {
      till.cart.kinds = ["boleta", "factura", "nota_venta"];
      till.changed("cart");
      await settle();
      scan(cola.code ?? "");
      await settle();
    });

    it("begins with the usual paper, and a key goes through the others", async () => {
      expect(pressed()).toContain("Boleta");
      press("d", { ctrlKey: true });
      await settle();
      expect(pressed()).toContain("Factura");
      expect(screen.getByText(/La factura necesita un RUC/)).toBeTruthy();
      atHome("after choosing the paper");
    });

    describe("and wrote one by hand meanwhile", () => {
      const dialog = () => screen.getByRole("dialog", { name: "Ya la escribí a mano" });
      const number = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Número" });

      /** Goes through the papers to the last entry. */
      const opened = async () => {
        for (let n = 0; n < 3; n += 1) {
          press("d", { ctrlKey: true });
          await settle();
        }
        return dialog();
      };
      const written = async (series: string, digits: string) => {
        await opened();
        type(series);
        number().focus();
        type(digits);
        submit();
        await settle();
      };

      it("keeps the number of that paper, by keys alone", async () => {
        till.cart.kind = null;
        await written("0001", "123");
        expect(till.cart.byHand).toEqual({ doc_kind: "boleta", series: "0001", number: 123, date: "2026-11-20" });
        const paper = screen.getByRole("group", { name: "Comprobante" });
        expect(paper.textContent).toContain("A mano · Boleta 0001-00000123");
        expect(screen.queryByRole("button", { name: "Factura" })).toBeNull();
        atHome("after writing it");
        press("Enter");
        await settle();
        expect(screen.getByRole<HTMLInputElement>("switch", { name: /Imprimir ticket/ }).ariaChecked).toBe("false");
        press("Enter");
        await settle();
        expect(screen.getByText(/^A mano · Boleta 0001-00000123 · /)).toBeTruthy();
      });

      it("is issued as usual again with one press, or with the key", async () => {
        await written("0001", "123");
        screen.getByRole("button", { name: "Quitar" }).click();
        await settle();
        expect([till.cart.byHand, pressed().includes("Boleta")]).toEqual([null, false]);
        atHome("after taking it back");
        till.cart.byHand = { doc_kind: "boleta", series: "0001", number: 123, date: "2026-11-20" };
        till.changed("cart");
        await settle();
        press("d", { ctrlKey: true });
        await settle();
        expect([till.cart.byHand, till.cart.kind]).toEqual([null, "boleta"]);
      });

      it("the key goes on past it", async () => {
        await opened();
        press("d", { ctrlKey: true });
        await settle();
        expect(screen.queryByRole("dialog")).toBeNull();
        expect(pressed()).toContain("Boleta");
        atHome("past the last entry");
      });

      it("says beside the number that it was keyed in before", async () => {
        till.told = [123];
        await written("0001", "123");
        expect(within(dialog()).getByText(/ya está registrado/)).toBeTruthy();
        expect(number().getAttribute("aria-invalid")).toBe("true");
        expect(till.cart.byHand).toBeNull();
      });

      it("wants digits, and begins the next one with the same pad", async () => {
        await opened();
        type("B001");
        submit();
        await settle();
        expect(within(dialog()).getByText(/sin letras/)).toBeTruthy();
        press("Escape");
        await settle();
        press("d", { ctrlKey: true });
        await settle();
        type("7");
        number().focus();
        type("123");
        submit();
        await settle();
        screen.getByRole("button", { name: "Quitar" }).click();
        await settle();
        await screen.findByRole("button", { name: /Ya la escribí/ }).then((button) => button.click());
        await settle();
        expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Serie" }).value).toBe("7");
        expect([document.activeElement, number().value]).toEqual([number(), ""]);
      });

      it("loses nothing of the form to a scan", async () => {
        await opened();
        type("0001");
        scan(cola.code ?? "");
        await settle();
        expect(till.cart.lines).toMatchObject([{ quantity: 2000 }]);
        expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Serie" }).value).toBe("0001");
      });
    });

    it("gives the focus back after the paper is pressed", async () => {
      const note = screen.getByRole("button", { name: "Nota de venta" });
      note.focus();
      note.click();
      await settle();
      expect(till.cart.kind).toBe("nota_venta");
      atHome("after pressing the paper");
    });

    it("a customer with RUC makes it a factura", async () => {
      press("F4");
      await settle();
      type("20131312955");
      await settle();
      screen.getByRole("button", { name: /^Elegir Enter/ }).click();
      await settle();
      expect(pressed()).toContain("Factura");
      expect(screen.queryByText(/La factura necesita un RUC/)).toBeNull();
    });

    it("asks for the RUC in the middle of the payment, and goes on from there", async () => {
      press("d", { ctrlKey: true });
      await settle();
      press("Enter");
      await settle();
      press("Enter");
      await settle();
      expect(screen.getByRole("alert").textContent).toMatch(/cliente con RUC/);
      screen.getByRole("button", { name: /Elegir cliente/ }).click();
      await settle();
      type("20131312955");
      await settle();
      screen.getByRole("button", { name: /^Elegir Enter/ }).click();
      await settle();
      expect(screen.queryByRole("alert"), "what was missing is there").toBeNull();
      expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Recibido en efectivo" }));
      press("Enter");
      await settle();
      expect(screen.getByText(/^Factura NV01-00004822/)).toBeTruthy();
    });

    it("ends in a boleta when nobody has a RUC", async () => {
      press("d", { ctrlKey: true });
      await settle();
      press("F2");
      await settle();
      press("Enter");
      await settle();
      screen.getByRole("button", { name: "Cobrar con boleta" }).click();
      await settle();
      press("Enter");
      await settle();
      expect(screen.getByText(/^Boleta NV01-00004822/)).toBeTruthy();
    });
  });

  it("shows nothing about papers where there is only one", async () => {
    scan(cola.code ?? "");
    await settle();
    expect(screen.queryByRole("group", { name: "Comprobante" })).toBeNull();
    press("d", { ctrlKey: true });
    await settle();
    expect(till.calls.some(({ path }) => path === "/v1/cart/document")).toBe(false);
  });

  it("Esc leaves the payment with the sale as it was", async () => {
    scan(cola.code ?? "");
    await settle();
    press("F2");
    await settle();
    press("Escape");
    await settle();
    atHome("back from the payment");
    expect(lines()).toHaveLength(1);
  });

  it("scans after a finished sale begin the next one", async () => {
    scan(cola.code ?? "");
    await settle();
    press("Enter");
    await settle();
    press("Enter");
    await settle();
    scan(goods[1]?.code ?? "");
    await settle();
    expect(lines()).toHaveLength(1);
    atHome("for the new sale");
  });
});
