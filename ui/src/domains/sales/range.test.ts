import { describe, expect, it } from "vitest";
import { daysBefore, daysOf } from "./range";

describe("a range of business days", () => {
  it("counts back over months and leap years", () => {
    expect(daysBefore("2026-03-01", 1)).toBe("2026-02-28");
    expect(daysBefore("2028-03-01", 1)).toBe("2028-02-29");
    expect(daysBefore("2027-01-01", 1)).toBe("2026-12-31");
  });

  it("holds as many days as its name says", () => {
    expect(daysOf("today", "2026-11-20")).toEqual({ from: "2026-11-20", to: "2026-11-20" });
    expect(daysOf("yesterday", "2026-11-20")).toEqual({ from: "2026-11-19", to: "2026-11-19" });
    expect(daysOf("week", "2026-11-20")).toEqual({ from: "2026-11-14", to: "2026-11-20" });
    expect(daysOf("month", "2026-11-20")).toEqual({ from: "2026-10-22", to: "2026-11-20" });
    expect(daysOf("all", "2026-11-20")).toEqual({ from: null, to: null });
  });
});
