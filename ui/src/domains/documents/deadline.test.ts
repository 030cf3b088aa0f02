import { describe, expect, it } from "vitest";
import type { FiscalStatus } from "$api";
import { daysBetween, urgency } from "./deadline";

const calm: FiscalStatus = { unsigned: 0, pending: 0, broken: 0, voiding: 0 };

describe("the urgency of the documents", () => {
  it("counts days over months, backwards too", () => {
    expect([daysBetween("2026-11-29", "2026-12-01"), daysBetween("2026-11-23", "2026-11-22")]).toEqual([2, -1]);
  });

  it("stays calm while the till does the work by itself", () => {
    expect(urgency(calm)).toBe("ok");
    expect(urgency({ ...calm, pending: 4, days_left: 3 })).toBe("info");
    expect(urgency({ ...calm, trouble: "sunat.unreachable", next_try: "2026-11-20T16:00:00Z" })).toBe("info");
  });

  it("raises its voice when a deadline is near or somebody has to act", () => {
    expect(urgency({ ...calm, pending: 1, days_left: 1 })).toBe("warn");
    expect(urgency({ ...calm, broken: 1 })).toBe("warn");
    expect(urgency({ ...calm, trouble: "sunat.credentials" }), "nothing is tried again by itself").toBe("warn");
    expect(urgency({ ...calm, pending: 1, days_left: -1 })).toBe("danger");
  });
});
