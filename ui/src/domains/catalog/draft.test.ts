import { describe, expect, it } from "vitest";
import { ProblemError } from "$api";
import { products } from "$testing/officeData";
import { ProductDraft } from "./draft.svelte";

const oil = () => new ProductDraft(structuredClone(products[2] ?? null));
const refusal = (code: string, args = {}) => new ProblemError({ code, args });

describe("a product while it is edited", () => {
  it("is changed only by what changed", () => {
    const draft = oil();
    expect(draft.dirty).toBe(false);
    draft.values.name = "Aceite";
    expect(draft.dirty).toBe(true);
    draft.values.name = products[2]?.name ?? "";
    expect(draft.dirty, "typing it back leaves nothing to lose").toBe(false);
  });

  it("asks for name and price before anything is sent", () => {
    const draft = new ProductDraft(null);
    expect(draft.input()).toBeNull();
    const key = draft.values.presentations[0]?.key ?? "";
    expect(Object.keys(draft.errors)).toEqual(["name", `${key}.price`]);
  });

  it("says no more that a field is wrong once it is written again", () => {
    const draft = new ProductDraft(null);
    draft.input();
    const first = draft.values.presentations[0];
    if (first) first.price = 1850;
    expect(Object.keys(draft.errors)).toEqual(["name"]);
    draft.values.name = "Miel";
    expect(draft.errors).toEqual({});
  });

  it("sends empty texts as nothing and keeps the presentation's id", () => {
    const input = oil().input();
    expect(input?.short_name).toBeNull();
    expect(input?.presentations.map(({ id }) => id)).toEqual(["p3a", "p3b"]);
    expect(input?.presentations[0]).not.toHaveProperty("key");
  });

  it("wants a wholesale price together with its quantity", () => {
    const draft = oil();
    const first = draft.values.presentations[0];
    if (first) first.wholesale_price = 900;
    expect(draft.input()).toBeNull();
    expect(draft.errors).toHaveProperty("p3a.wholesale");
  });

  it("gives a scanned code to the open presentation, once", () => {
    const draft = oil();
    draft.chosenKey = "p3b";
    expect(draft.addCode("7759999999990")).toBe(true);
    expect(draft.values.presentations[1]?.barcodes).toContain("7759999999990");
    expect(draft.addCode("7759999999990"), "a code is of one presentation").toBe(false);
  });

  it("puts a taken code beside the presentation that has it, and opens it", () => {
    const draft = oil();
    const taken = refusal("catalog.barcode_taken", { code: "17750000000038", name: "Atún" });
    expect(draft.refuse(taken)).toBe(true);
    expect(draft.errors["p3b.barcodes"]).toContain("Atún");
    expect(draft.chosenKey).toBe("p3b");
  });

  it.each([
    ["catalog.name_required", "name"],
    ["catalog.sku_taken", "sku"],
    ["catalog.presentation_required", "presentations"],
    ["catalog.price_invalid", "p3a.price"],
    ["catalog.factor_invalid", "p3a.factor"],
    ["catalog.unit_required", "p3a.unit"],
  ])("puts %s beside %s", (code, field) => {
    const draft = oil();
    expect(draft.refuse(refusal(code))).toBe(true);
    expect(Object.keys(draft.errors)).toEqual([field]);
  });

  it("leaves other refusals to the screen", () => {
    expect(oil().refuse(refusal("store.disk_full"))).toBe(false);
  });

  it("sells weighed goods by the kilo", () => {
    const draft = new ProductDraft(null);
    draft.setWeighed(true);
    expect(draft.values.base_unit).toBe("kg");
    expect(draft.values.presentations[0]?.unit).toBe("kg");
  });
});
