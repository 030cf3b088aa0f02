import { describe, expect, it } from "vitest";
import { figures } from "$testing/officeData";
import { reportGroups } from "./figures";

describe("the figures of a report", () => {
  const lines = (change: Partial<typeof figures>) =>
    reportGroups({ ...figures, ...change }).flatMap((group) => group.lines.map((line) => [group.title, line] as const));
  const about = (change: Partial<typeof figures>) =>
    lines(change).filter(([, { label }]) => /Devoluciones/.test(label));

  it("say nothing of returns while there are none", () => expect(about({})).toEqual([]));

  it("count the returns beside the voids, and their cash in the drawer", () => {
    expect(about({ refunds: 2, refunded: 3_450, cash_refunded: 1_200 })).toEqual([
      ["Efectivo", { label: "Devoluciones en efectivo", centimos: 1_200, strong: false }],
      ["Controles", { label: "Devoluciones (2)", centimos: 3_450, strong: false }],
    ]);
  });

  it("leave the drawer out of returns that touched no cash", () => {
    expect(about({ refunds: 1, refunded: 900 }).map(([title]) => title)).toEqual(["Controles"]);
  });
});
