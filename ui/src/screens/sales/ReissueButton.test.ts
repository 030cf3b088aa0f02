import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FiscalDocument, ReissueInput } from "$api";
import { pressed } from "$lib/hotkeys";
import { session } from "$lib/session.svelte";
import { useShell } from "$shell";
import { documentOf, documents } from "$testing/documentData";
import { FakeOffice, Refused } from "$testing/fakeOffice";
import { saleOf, sales as rows } from "$testing/officeData";
import { press, settle, type } from "$testing/keyboard";
import ReissueButton from "./ReissueButton.svelte";
import { SalesController } from "./sales.svelte";

const rejected = documentOf(documents[1] as (typeof documents)[number]);
const sale = saleOf(rows[1] as (typeof rows)[number]);

describe("a rejected document at the counter", () => {
  let office: FakeOffice;
  let sales: SalesController;

  async function open(more: Partial<FiscalDocument> = {}) {
    await session.refresh();
    sales = new SalesController();
    render(ReissueButton, { sales, sale, doc: { ...rejected, customer_number: "20131312955", ...more } });
    await settle();
    press("F2");
    await settle();
  }

  const dialog = () => screen.queryByRole("dialog");
  const words = () => dialog()?.textContent?.replace(/\s+/g, " ") ?? "";
  const posted = () =>
    office.calls
      .filter(({ path }) => path.endsWith("/reissue"))
      .map(({ body }) => JSON.parse(body ?? "{}") as ReissueInput);

  beforeEach(() => {
    vi.useFakeTimers();
    useShell((office = new FakeOffice().issues()));
    window.addEventListener("keydown", pressed);
  });

  afterEach(async () => {
    cleanup();
    window.removeEventListener("keydown", pressed);
    await settle(6000);
    vi.useRealTimers();
  });

  it("takes a new number by keyboard alone, and shows the new one", async () => {
    office.till.customers[1] = {
      id: "c2",
      doc_type: "ruc",
      doc_number: "20131312955",
      name: "Colegio San Martín S.A.C.",
    };
    await open();
    expect(words()).toContain("Toma un número nuevo");
    expect(words(), "the card as it is now").toContain("Colegio San Martín S.A.C. RUC 20131312955");
    press("Enter");
    await settle();
    expect(posted()).toEqual([{ customer_id: null }]);
    expect([sales.document.value?.number, sales.tab]).toEqual(["FX01-00000102", "document"]);
  });

  it("goes to another customer, seen before anything is done", async () => {
    await open();
    press("F4");
    await settle();
    type("4471");
    await settle();
    screen.getByRole("button", { name: /^Elegir/ }).focus();
    press("Enter");
    await settle();
    expect(words()).toContain("Norma Chávez DNI 44718820");
    expect(posted()).toEqual([]);
    screen.getByRole("button", { name: /^Emitir de nuevo Enter/ }).focus();
    press("Enter");
    await settle();
    expect(posted()).toEqual([{ customer_id: "c1" }]);
  });

  it("says that nothing happened when the customer does not do", async () => {
    office.instead = ({ path }) => {
      if (path.endsWith("/reissue")) throw new Refused("document.customer_ruc");
      return undefined;
    };
    await open();
    press("Enter");
    await settle();
    expect(screen.getByRole("alert").textContent).toContain("No se tomó ningún número. Elige otro cliente.");
    expect(sales.document.value).toBeNull();
  });

  it("offers nobody else for a note", async () => {
    await open({ kind: "credito_factura", affected_id: "d5", affected_number: "FX01-00000005" });
    press("F4");
    await settle();
    expect(screen.queryByRole("button", { name: /Otro cliente/ })).toBeNull();
    expect(words()).toContain("Va al mismo cliente");
  });
});
