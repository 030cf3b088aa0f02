import { describe, expect, it } from "vitest";
import { figures } from "$testing/officeData";
import { reportGroups } from "./figures";

describe("the figures of a report", () => {
  const lines = (change: Partial<typeof figures>) =>
    reportGroups({ ...figures, ...change }).flatMap((group) => group.lines.map((line) => [group.title, line] as const));
  const about = (change: Partial<typeof figures>) =>
    lines(change).filter(([, { label }]) => /Devoluciones/.test(label));

  it("tell each series, and a single number once", () => {
    expect(lines({}).filter(([title]) => title === "Comprobantes")).toEqual([
      ["Comprobantes", { label: "Nota de venta (54)", text: "NV01-00004759 al NV01-00004812" }],
      ["Comprobantes", { label: "Boleta (8)", text: "B001-00000211 al B001-00000218" }],
      ["Comprobantes", { label: "Factura (1)", text: "F001-00000012" }],
    ]);
  });

  it("tell a Z from before series were told apart as it was", () => {
    const old = lines({ series: [], first_number: "NV01-00000001", last_number: "NV01-00000009" });
    expect(old.filter(([, { label }]) => /comprobante/i.test(label))).toEqual([
      ["Turno", { label: "Primer comprobante", text: "NV01-00000001" }],
      ["Turno", { label: "Último comprobante", text: "NV01-00000009" }],
    ]);
    expect(old.some(([title]) => title === "Comprobantes")).toBe(false);
  });

  it("say nothing of returns while there are none", () => expect(about({})).toEqual([]));

  it("count the returns beside the voids, and their cash in the drawer", () => {
    expect(about({ refunds: 2, refunded: 3_450, cash_refunded: 1_200 })).toEqual([
      ["Efectivo", { label: "Devoluciones en efectivo", centimos: 1_200, strong: false }],
      ["Controles", { label: "Devoluciones (2)", centimos: 3_450, strong: false }],
    ]);
  });

  it("count the charges beside the returns, and only when there are any", () => {
    const charges = (change: Partial<typeof figures>) => lines(change).filter(([, { label }]) => /Cargos/.test(label));
    expect(charges({})).toEqual([]);
    expect(charges({ charges: 2, charged: 4_500, cash_charged: 1_500 })).toEqual([
      ["Efectivo", { label: "Cargos en efectivo", centimos: 1_500, strong: false }],
      ["Controles", { label: "Cargos (2)", centimos: 4_500, strong: false }],
    ]);
    expect(charges({ charges: 1, charged: 900 }).map(([title]) => title)).toEqual(["Controles"]);
  });

  it("leave the drawer out of returns that touched no cash", () => {
    expect(about({ refunds: 1, refunded: 900 }).map(([title]) => title)).toEqual(["Controles"]);
  });
});
