import { beforeEach, describe, expect, it } from "vitest";
import { session } from "$lib/session.svelte";
import { useShell } from "$shell";
import { FakeOffice, Refused } from "$testing/fakeOffice";
import { ProductsController } from "./products.svelte";

const scan = (code: string) => ({ code, quantity: null });
const settle = () => new Promise((resume) => setTimeout(resume));

describe("the catalogue screen", () => {
  let office: FakeOffice;
  let products: ProductsController;

  async function open(index: number) {
    const row = products.list.rows[index];
    if (!row) throw new Error("there is such a row");
    products.selected = row.id;
    products.open(row);
    await settle();
  }

  beforeEach(async () => {
    useShell((office = new FakeOffice()));
    await session.refresh();
    products = new ProductsController();
    await products.list.load();
  });

  it("reads page by page", async () => {
    expect(products.list.rows).toHaveLength(50);
    await products.list.more();
    expect(products.list.rows).toHaveLength(60);
    expect(products.list.hasMore).toBe(false);
  });

  it("never mixes the pages of two searches", async () => {
    products.typed = "leche";
    await products.list.more();
    expect(products.list.rows, "what is being typed is not asked for yet").toHaveLength(60);
    const searching = products.search("leche");
    await products.list.more();
    await searching;
    expect(products.list.rows.every(({ name }) => name.startsWith("Leche"))).toBe(true);
  });

  it("finds a scanned product and opens it", async () => {
    await products.scanned(scan("7750000000048"));
    await settle();
    expect(products.editing?.product?.name).toBe("Café instantáneo Altura 180 g");
  });

  it("gives a scan to the open card", async () => {
    await open(0);
    await products.scanned(scan("7751234567890"));
    expect(products.editing?.draft.chosen?.barcodes).toContain("7751234567890");
    expect(products.q, "the list stays as it was").toBe("");
  });

  it("asks before typed changes are lost, and not otherwise", async () => {
    await open(0);
    await open(1);
    expect(products.unsaved.pending, "nothing was typed").toBeNull();
    if (products.editing) products.editing.draft.values.name = "Otro";
    await open(2);
    expect(products.editing?.product?.id).toBe("p2");
    products.unsaved.discard();
    await settle();
    expect(products.editing?.product?.id).toBe("p3");
  });

  it("puts a refusal beside its field and keeps what was typed", async () => {
    await open(2);
    if (products.editing) products.editing.draft.values.name = "Aceite nuevo";
    office.instead = ({ method }) => {
      if (method === "POST") throw new Refused("catalog.barcode_taken", { code: "7750000000031", name: "Atún" });
      return undefined;
    };
    await products.save();
    expect(products.editing?.draft.errors["p3a.barcodes"]).toContain("Atún");
    expect(products.editing?.draft.values.name).toBe("Aceite nuevo");
    expect(products.saving.error).toBeNull();
  });

  it("creates a product and leaves its card open", async () => {
    products.create("7751234567890");
    const draft = products.editing?.draft;
    if (draft) draft.values.name = "Fideo 500 g";
    if (draft?.chosen) draft.chosen.price = 320;
    await products.save();
    expect(products.editing?.product?.name).toBe("Fideo 500 g");
    expect(products.editing?.draft.dirty).toBe(false);
  });

  it("changes nothing for who may only look", async () => {
    office.abilities = ["sell"];
    await session.refresh();
    products.create();
    expect(products.editing).toBeNull();
  });
});
