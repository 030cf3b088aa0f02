import { describe, expect, it } from "vitest";
import { CustomerPicker, kindOf } from "./customers.svelte";

describe("a new customer", () => {
  it("is known by the length of the number", () => {
    expect([kindOf("44718820"), kindOf("20131312955"), kindOf("4471"), kindOf("C0012345678")]).toEqual([
      "dni",
      "ruc",
      null,
      null,
    ]);
  });

  it("begins with what was searched in its place", () => {
    const picker = new CustomerPicker();
    picker.text = "20131312955";
    picker.begin();
    expect(picker.draft).toMatchObject({ doc_type: "ruc", doc_number: "20131312955", name: "" });
    picker.text = "Ana Rojas";
    picker.begin();
    expect(picker.draft).toMatchObject({ doc_type: "none", doc_number: "", name: "Ana Rojas" });
  });

  it("of a factura begins with a RUC", () => {
    const picker = new CustomerPicker(true);
    picker.text = "Ferretería Rojas";
    picker.begin();
    expect(picker.draft).toMatchObject({ doc_type: "ruc", name: "Ferretería Rojas" });
  });
});
