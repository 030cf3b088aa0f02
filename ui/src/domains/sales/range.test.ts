import { describe, expect, it } from "vitest";
import { daysOf } from "./range";

describe("a range of business days", () => {
  it("holds as many days as its name says", () => {
    expect(daysOf("today", "2026-11-20")).toEqual({ from: "2026-11-20", to: "2026-11-20" });
    expect(daysOf("yesterday", "2026-11-20")).toEqual({ from: "2026-11-19", to: "2026-11-19" });
    expect(daysOf("week", "2026-11-20")).toEqual({ from: "2026-11-14", to: "2026-11-20" });
    expect(daysOf("month", "2026-11-20")).toEqual({ from: "2026-10-22", to: "2026-11-20" });
    expect(daysOf("all", "2026-11-20")).toEqual({ from: null, to: null });
  });
});
