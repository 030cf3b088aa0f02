import { describe, expect, it, vi } from "vitest";
import type { ByHand, Cart, DocKind } from "$api";
import { ProblemError } from "$api";
import { FakeCart } from "$testing/fakeCart";
import { byHandErrors, ByHandForm, paperDays } from "./byHand.svelte";
import { paperKinds, paperName } from "./facts";

const today = "2026-11-20";
const every: DocKind[] = ["boleta", "factura", "nota_venta"];
const paper: ByHand = { doc_kind: "boleta", series: "0001", number: 123, date: "2026-11-19" };
const cartOf = (more: Partial<FakeCart> = {}): Cart => Object.assign(new FakeCart(), { kinds: every }, more).view();
const company = { id: "c2", doc_type: "ruc" as const, doc_number: "20131312955", name: "Colegio San Martín" };

describe("a paper written by hand", () => {
  it("is a boleta or a factura, where the shop gives them", () => {
    expect(paperKinds(cartOf())).toEqual(["boleta", "factura"]);
    expect(paperKinds(cartOf({ kinds: ["nota_venta"] }))).toEqual([]);
    expect(paperName(paper)).toBe("Boleta 0001-00000123");
  });

  it("is of today or of the seven days before", () => {
    const days = paperDays(today);
    expect(days).toHaveLength(8);
    expect(days[0]).toEqual({ value: today, label: "Hoy · Viernes 20 de noviembre" });
    expect(days[1]?.label).toBe("Ayer · Jueves 19 de noviembre");
    expect(days.at(-1)).toEqual({ value: "2026-11-13", label: "Viernes 13 de noviembre" });
  });

  it("begins as what the sale was, or the next one of the same pad", () => {
    expect(new ByHandForm(cartOf({ byHand: paper }), null, today).values).toEqual({
      ...{ kind: "boleta", series: "0001", number: "123", date: "2026-11-19" },
    });
    expect(new ByHandForm(cartOf(), paper, today).values).toMatchObject({ series: "0001", number: "" });
    const other = new ByHandForm(cartOf({ customer: company }), paper, today).values;
    expect(other, "facturas have a pad of their own").toMatchObject({ kind: "factura", series: "", date: today });
    const old = { ...paper, date: "2026-11-01" };
    expect(new ByHandForm(cartOf(), old, today).values.date, "too long ago by now").toBe(today);
  });

  it("has one to four digits and a number above nought", () => {
    const values = new ByHandForm(cartOf({ byHand: paper }), null, today).values;
    expect(byHandErrors({ ...values, series: " 1 ", number: "00000007" })).toEqual({});
    expect(Object.keys(byHandErrors({ ...values, series: "B001", number: "0" }))).toEqual(["series", "number"]);
    expect(Object.keys(byHandErrors({ ...values, series: "00001", number: "123456789" }))).toEqual([
      "series",
      "number",
    ]);
  });

  it("is sent as the paper says, and a number keyed in before is blamed", async () => {
    const form = new ByHandForm(cartOf(), null, today);
    const save = vi.fn<(paper: ByHand) => Promise<Cart>>().mockResolvedValueOnce(cartOf({ byHand: paper }));
    expect(await form.save(save)).toBeUndefined();
    expect(save).not.toHaveBeenCalled();
    Object.assign(form.values, { series: " 0001 ", number: "00000123" });
    expect(await form.save(save)).toBeTruthy();
    expect(save).toHaveBeenCalledWith({ doc_kind: "boleta", series: "0001", number: 123, date: today });
    save.mockRejectedValueOnce(new ProblemError({ code: "document.number_taken", args: {} }));
    await form.save(save);
    expect([form.errors.number, form.act.error]).toEqual([expect.stringContaining("registrado"), null]);
  });
});
