import { beforeEach, describe, expect, it } from "vitest";
import { session } from "$lib/session.svelte";
import { takeKept } from "$lib/wedge";
import { useShell } from "$shell";
import { FakeOffice } from "$testing/fakeOffice";
import { today } from "$testing/officeData";
import { SalesController } from "./sales.svelte";

const scan = (code: string) => ({ code, quantity: null });

describe("past sales", () => {
  let office: FakeOffice;
  let sales: SalesController;

  beforeEach(async () => {
    useShell((office = new FakeOffice()));
    await session.refresh();
    sales = new SalesController();
    await sales.list.load();
  });

  it("begins with today and reads page by page", async () => {
    expect(sales.query).toMatchObject({ from: today, to: today, state: "all" });
    expect(sales.list.rows).toHaveLength(50);
    await sales.list.more();
    expect(sales.list.rows).toHaveLength(63);
  });

  it("begins a range of one's own at today", () => {
    sales.choose("custom");
    expect(sales.query).toMatchObject({ from: today, to: today });
  });

  it("finds the sale of a scanned ticket", async () => {
    expect(await sales.scanned(scan("NV01-00004820|20446789124"))).toBe(true);
    expect(sales.shown?.number).toBe("NV01-00004820");
  });

  it("finds the sale of the code SUNAT wants on every document", async () => {
    await sales.scanned(scan("20446789124|03|NV01|4820|8.71|78.42|2026-11-20|0|-|"));
    expect(sales.shown?.number).toBe("NV01-00004820");
  });

  it("leaves any other scan to Venta", async () => {
    expect(await sales.scanned(scan("7750000000017"))).toBe(false);
    expect(takeKept()).toEqual([scan("7750000000017")]);
  });

  it("hands over the ticket as a file named by its number", async () => {
    office.instead = ({ path }) => (path.endsWith("/pdf") ? {} : undefined);
    await sales.scanned(scan("NV01-00004819"));
    await sales.savePdf();
    expect(office.saved.map(({ name }) => name)).toEqual(["NV01-00004819.pdf"]);
  });

  it("does not reprint for who may not", async () => {
    office.abilities = ["see_sales"];
    await session.refresh();
    await sales.scanned(scan("NV01-00004819"));
    await sales.reprint();
    expect(office.calls.some(({ path }) => path.endsWith("/reprint"))).toBe(false);
  });
});
