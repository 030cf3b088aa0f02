import { cleanup, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RefundInput, Sale } from "$api";
import { pressed } from "$lib/hotkeys";
import { session } from "$lib/session.svelte";
import { useShell } from "$shell";
import { FakeOffice } from "$testing/fakeOffice";
import { saleOf, sales as rows } from "$testing/officeData";
import { press, settle, type } from "$testing/keyboard";
import RefundButton from "./RefundButton.svelte";
import Refunds from "./Refunds.svelte";
import { SalesController } from "./sales.svelte";

const row = rows[0] as (typeof rows)[number];

describe("a return at the counter", () => {
  let office: FakeOffice;
  let sales: SalesController;

  async function open(sale: Sale = saleOf(row)) {
    await session.refresh();
    sales = new SalesController();
    render(RefundButton, { sales, sale });
    await settle();
  }

  const dialog = () => screen.queryByRole("dialog");
  /** Enter on the main button; in a field, the browser presses that button for it. */
  const confirm = () => {
    screen.getByRole("button", { name: /^Devolver/ }).focus();
    press("Enter");
  };
  const posted = () =>
    office.calls
      .filter(({ path }) => path.endsWith("/refund"))
      .map(({ body }) => JSON.parse(body ?? "{}") as RefundInput);

  beforeEach(() => {
    vi.useFakeTimers();
    useShell((office = new FakeOffice()));
    window.addEventListener("keydown", pressed);
  });

  afterEach(async () => {
    cleanup();
    window.removeEventListener("keydown", pressed);
    await settle(6000);
    vi.useRealTimers();
  });

  it("is done by keyboard alone, and ends with what to hand over", async () => {
    await open();
    press("F8");
    await settle();
    press("+");
    press("+");
    press("-");
    await settle();
    expect(within(dialog() as HTMLElement).getByText("S/ 17.50")).toBeTruthy();
    screen.getByLabelText("Por qué se devuelve").focus();
    type("Vencido");
    await settle();
    confirm();
    await settle();
    expect(posted()).toMatchObject([
      { lines: [{ line_no: 1, quantity: 1000, restock: true }], tender: "yape", reason: "Vencido" },
    ]);
    expect(screen.getByText("Devuelve por Yape")).toBeTruthy();
    expect(sales.shown?.refunds).toHaveLength(1);
    press("Enter");
    await settle();
    expect(dialog()).toBeNull();
  });

  it("counts in the line the hands are in, and in no other", async () => {
    await open();
    press("F8");
    await settle();
    screen.getByLabelText("Cantidad que vuelve de Palta fuerte").focus();
    press("+");
    await settle();
    const written = screen.getAllByRole<HTMLInputElement>("textbox", { name: /Cantidad/ }).map(({ value }) => value);
    expect(written).toEqual(["", "0.845", "", ""]);
  });

  it("hands nothing over before something is picked and a reason is written", async () => {
    await open();
    press("F8");
    await settle();
    confirm();
    await settle();
    expect(posted()).toEqual([]);
    expect(screen.getByText("Escribe el motivo.")).toBeTruthy();
    expect(screen.getByText("Escribe cuánto vuelve de cada producto, o presiona Todo.")).toBeTruthy();
  });

  it("does not begin where nothing can come back", async () => {
    await open({ ...saleOf(row), can_refund: false, refund_blocked: "sale.refunded" });
    press("F8");
    await settle();
    expect(dialog()).toBeNull();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: /Devolución/ }).disabled).toBe(true);
  });

  it("is not there for who may not void", async () => {
    office.abilities = ["see_sales"];
    await open();
    press("F8");
    await settle();
    expect([dialog(), screen.queryByRole("button")]).toEqual([null, null]);
  });

  it.each([
    ["sale.refunded", "Ya se devolvió todo lo de esta venta."],
    ["sale.already_voided", "Esa venta ya estaba anulada."],
  ])("says why not: %s", (refund_blocked, why) => {
    render(Refunds, { sale: { ...saleOf(row), can_refund: false, refund_blocked } });
    expect(screen.getByText(new RegExp(why))).toBeTruthy();
  });
});
