import { describe, expect, it } from "vitest";
import * as format from "./format";

describe("amounts", () => {
  it.each([
    [0, "0.00"],
    [5, "0.05"],
    [123450, "1,234.50"],
    [100000000, "1,000,000.00"],
    [-125, "−1.25"],
  ])("%i céntimos are %s", (centimos, text) => expect(format.amount(centimos)).toBe(text));

  it("carry S/ and a space", () => expect(format.soles(123450)).toBe("S/\u00a01,234.50"));

  it("are plain on notes and coins", () => {
    expect([20000, 100, 50].map(format.faceValue)).toEqual(["200", "1", "0.50"]);
  });

  it.each([
    ["28.4", 2840],
    ["28,40", 2840],
    ["1,234.50", 123450],
    ["1,234", 123400],
    [".5", 50],
    ["7", 700],
    [" S/ 12.30 ", 1230],
    ["0.1", 10],
    ["", null],
    [".", null],
    ["1.234", null],
    ["-5", null],
    ["12a", null],
  ])("typed %j is %j", (text, centimos) => expect(format.parseAmount(text)).toBe(centimos));

  it("read back what they write", () => {
    for (const centimos of [0, 1, 99, 100, 2840, 123450]) {
      expect(format.parseAmount(format.typedAmount(centimos))).toBe(centimos);
    }
  });
});

describe("quantities and percents", () => {
  it("drop empty decimals, unless weighed", () => {
    expect([3000, 1500, 845].map((value) => format.quantity(value))).toEqual(["3", "1.5", "0.845"]);
    expect(format.quantity(1500, { exact: true })).toBe("1.500");
  });

  it("are read to the gram", () => {
    expect(["0.845", "3", "1.2345"].map(format.parseQuantity)).toEqual([845, 3000, null]);
  });

  it("are basis points", () => {
    expect([1000, 1250, -500].map(format.percent)).toEqual(["10\u00a0%", "12.5\u00a0%", "−5\u00a0%"]);
    expect(["10", "12.5 %"].map(format.parsePercent)).toEqual([1000, 1250]);
  });
});

describe("times are those of Lima", () => {
  const late = "2026-11-21T04:47:00Z";

  it("in tables and in sentences", () => {
    expect([format.hour(late), format.spokenHour(late)]).toEqual(["23:47", "11:47 p. m."]);
    expect(format.spokenHour("2026-11-20T17:05:00Z")).toBe("12:05 p. m.");
  });

  it("with the day it is there", () => {
    const now = new Date("2026-12-01T12:00:00Z");
    expect(format.date(late, now)).toBe("20 nov");
    expect(format.date("2025-03-02T12:00:00Z", now)).toBe("2 mar 2025");
    expect(format.day("2026-11-20", now)).toBe("20 nov");
    expect(format.dayOf(late)).toBe("2026-11-20");
    expect(format.longDate(late)).toBe("Viernes 20 de noviembre");
  });

  it("count back over months and leap years", () => {
    expect(format.daysBefore("2026-03-01", 1)).toBe("2026-02-28");
    expect(format.daysBefore("2028-03-01", 1)).toBe("2028-02-29");
    expect(format.daysBefore("2027-01-01", 1)).toBe("2026-12-31");
  });
});
