import { describe, expect, it } from "vitest";
import { ProblemError } from "$api";
import { waysOut } from "./ways";

const refused = (code: string) => new ProblemError({ code, args: {} });
const cart = { doc_kind: "factura", doc_kinds: ["boleta", "factura", "nota_venta"] } as const;
const general = { doc_kind: cart.doc_kind, doc_kinds: [...cart.doc_kinds] };

describe("the way out of a refused document", () => {
  it("is the customer, or the paper that needs none", () => {
    expect(waysOut(refused("document.customer_ruc"), general)).toEqual(["customer", "boleta"]);
    expect(waysOut(refused("document.identity_required"), general)).toEqual(["customer"]);
  });

  it("offers only papers the shop can give and the sale does not have yet", () => {
    const boleta = { ...general, doc_kind: "boleta" as const };
    expect(waysOut(refused("document.customer_ruc"), boleta)).toEqual(["customer"]);
    expect(waysOut(refused("document.off"), { doc_kind: "factura", doc_kinds: ["nota_venta"] })).toEqual([
      "nota_venta",
    ]);
  });

  it("of a paper written by hand is to copy it well, never another paper", () => {
    const by_hand = { doc_kind: "factura" as const, series: "0001", number: 12, date: "2026-11-20" };
    const written = { ...general, by_hand };
    expect(waysOut(refused("document.number_taken"), written)).toEqual(["by_hand"]);
    expect(waysOut(refused("document.customer_ruc"), written)).toEqual(["customer"]);
    expect(waysOut(refused("document.number_taken"), general)).toEqual([]);
  });

  it("is nothing new for any other failure", () => {
    expect(waysOut(refused("payment.short"), general)).toEqual([]);
    expect(waysOut(new Error("cut"), general)).toEqual([]);
  });
});
