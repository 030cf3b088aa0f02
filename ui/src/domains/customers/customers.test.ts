import { describe, expect, it, vi } from "vitest";
import { api, type Customer } from "$api";
import { CustomerPicker, kindOf } from "./customers.svelte";

it("is chosen by the whole number, however fast Enter comes", async () => {
  const [four, whole] = [{ id: "4" } as Customer, { id: "44" } as Customer];
  vi.spyOn(api.customers, "find").mockImplementation((query) => Promise.resolve([query === "4" ? four : whole]));
  const picker = new CustomerPicker();
  picker.text = "4";
  await picker.settle();
  picker.text = "44718820";
  picker.typed();
  await picker.settle();
  expect(picker.chosen).toBe(whole);
});

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
