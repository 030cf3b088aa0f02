import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChargeInput, Sale, SaleCharge } from "$api";
import { pressed } from "$lib/hotkeys";
import { session } from "$lib/session.svelte";
import { onScan, startWedge } from "$lib/wedge";
import { useShell } from "$shell";
import { documents, refOf } from "$testing/documentData";
import { FakeOffice } from "$testing/fakeOffice";
import { saleOf, sales as rows } from "$testing/officeData";
import { press, scan, settle, type } from "$testing/keyboard";
import ChargeButton from "./ChargeButton.svelte";
import Facts from "./Facts.svelte";
import { SalesController } from "./sales.svelte";

const row = rows[0] as (typeof rows)[number];
const document = refOf(documents[2] as (typeof documents)[number]);
const chargeable: Sale = { ...saleOf(row), can_charge: true, document };

describe("a charge at the counter", () => {
  let office: FakeOffice;
  let sales: SalesController;

  async function open(sale: Sale = chargeable) {
    await session.refresh();
    sales = new SalesController();
    render(ChargeButton, { sales, sale });
    await settle();
  }

  const button = () => screen.queryByRole("button", { name: "Cobrar un cargo" });
  const posted = () =>
    office.calls
      .filter(({ path }) => path.endsWith("/charge"))
      .map(({ body }) => JSON.parse(body ?? "{}") as ChargeInput);

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

  it("is done by keyboard alone, and ends with what to take", async () => {
    await open();
    button()?.focus();
    press("Enter");
    await settle();
    expect(screen.getByText(/nota de débito que corrige a/).textContent).toContain("BX01-00000003");
    type("12.34");
    screen.getByRole("button", { name: "Penalidad u otro" }).focus();
    press("Enter");
    screen.getByLabelText("Por qué se cobra").focus();
    type("Envases");
    await settle();
    screen.getByRole("button", { name: /^Cobrar Enter/ }).focus();
    press("Enter");
    await settle();
    expect(posted()).toEqual([{ reason_code: "penalty", reason: "Envases", amount: 1_234, tender: "cash" }]);
    expect(screen.getByText("Recibe en efectivo")).toBeTruthy();
    expect(screen.getByText("S/ 12.30")).toBeTruthy();
    expect(sales.shown?.charges).toHaveLength(1);
    press("Enter");
    await settle();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("keeps its place while something is scanned", async () => {
    const behind = vi.fn();
    const stops = [startWedge(), onScan(behind)];
    await open();
    button()?.click();
    await settle();
    scan("NV01-00004819");
    await settle();
    expect(behind).not.toHaveBeenCalled();
    for (const stop of stops) stop();
  });

  it("is not offered where nothing can be charged, nor to who may not void", async () => {
    await open({ ...chargeable, can_charge: false, charge_blocked: "sale.nothing_to_charge" });
    expect(button()).toBeNull();
    cleanup();
    office.abilities = ["see_sales"];
    await open();
    expect(button()).toBeNull();
  });

  it("stands among what is known of its sale, with its note", () => {
    const note = { ...document, id: "n1", number: "BZ01-00000001", kind: "debito_boleta" as const };
    const charge: SaleCharge = {
      ...{
        id: "g1",
        at: "2026-11-20T17:25:00Z",
        by: "Rosa Quispe",
        reason: "Pagó tarde",
        reason_code: "interest",
        note,
      },
      ...{ igv: 188, total: 1_234, paid: 1_230, tax_class: "gravado", tender: "cash" },
    };
    render(Facts, { sale: { ...chargeable, charges: [charge] } });
    const said = screen.getByRole("region", { name: "Cargos" }).textContent?.replace(/\s+/g, " ");
    for (const words of ["Intereses por mora · en efectivo", "Pagó tarde", "S/ 12.30", "BZ01-00000001", "Aceptada"]) {
      expect(said).toContain(words);
    }
  });
});
