import { beforeEach, describe, expect, it } from "vitest";
import { api } from "$api";
import { session } from "$lib/session.svelte";
import { useShell } from "$shell";
import { FakeOffice } from "$testing/fakeOffice";
import { today } from "$testing/officeData";
import { SalesController } from "./sales.svelte";

const settled = () => new Promise((done) => setTimeout(done, 20));

describe("electronic documents among past sales", () => {
  let office: FakeOffice;
  let sales: SalesController;
  let stop: () => void;

  async function begin() {
    useShell(office);
    await session.refresh();
    sales = new SalesController();
    stop = sales.start();
    await settled();
  }

  beforeEach(async () => {
    office = new FakeOffice().issues();
    await begin();
    return () => stop();
  });

  it("are not spoken of in a shop that never gave one", async () => {
    stop();
    office = new FakeOffice();
    await begin();
    expect([sales.documents.any, sales.documents.status?.environment]).toEqual([false, null]);
  });

  it("stay in sight after they were switched off", async () => {
    stop();
    office = new FakeOffice().issues();
    office.fiscal.environment = null;
    await begin();
    expect(sales.documents.any).toBe(true);
  });

  it("are listed under the words and days of the sales, narrowed by light and kind", async () => {
    await sales.search("colegio");
    sales.look("documents");
    await sales.documents.list.load();
    expect(sales.documents.list.rows.map(({ id }) => id)).toEqual(["d2", "d5"]);
    sales.documents.narrow({ light: "red", kind: "factura" });
    expect(sales.documents.query).toEqual({ q: "colegio", from: today, to: today, light: "red", kind: "factura" });
    await settled();
    expect(sales.documents.list.rows.map(({ id }) => id)).toEqual(["d2"]);
  });

  it("that need a person are found whatever was searched before", async () => {
    sales.look("documents");
    await sales.search("nobody");
    sales.lookAtBroken();
    await settled();
    expect(sales.documents.list.rows.map(({ id }) => id)).toEqual(["d2", "d4"]);
    expect([sales.typed, sales.range]).toEqual(["", "all"]);
  });

  it("search what is on screen, not what is behind it", async () => {
    sales.look("documents");
    office.calls = [];
    await sales.search("BX01");
    expect(office.calls.map(({ path }) => path.split("?")[0])).toEqual(["/v1/documents"]);
  });

  it("open with the sale they belong to", async () => {
    sales.look("documents");
    await sales.openDocument("d2");
    expect([sales.shown?.id, sales.document.value?.id, sales.tab]).toEqual(["v2", "d2", "document"]);
  });

  it("come with their sale when that is opened", async () => {
    const row = sales.list.rows[2];
    if (!row) throw new Error("three sales are listed");
    sales.selected = row.id;
    await sales.open(row);
    await settled();
    expect([sales.tab, sales.document.value?.number]).toEqual(["data", "BX01-00000003"]);
  });

  it("are followed by what was issued in their place", async () => {
    sales.look("documents");
    await sales.openDocument("d2");
    const next = await api.documents.reissue("d2", { customer_id: null });
    await sales.showReissued(next);
    expect([sales.document.value?.number, sales.documents.selected, sales.shown?.id]).toEqual([
      "FX01-00000102",
      "d2r",
      "v2",
    ]);
    await sales.documents.list.load();
    expect(sales.documents.list.rows.filter(({ replaced }) => replaced).map(({ id }) => id)).toEqual(["d2"]);
  });

  it("close when the other list is looked at", async () => {
    sales.look("documents");
    await sales.openDocument("d2");
    sales.look("sales");
    expect([sales.shown, sales.document.value, sales.tab]).toEqual([null, null, "data"]);
  });
});
