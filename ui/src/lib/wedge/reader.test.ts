import { describe, expect, it } from "vitest";
import { Reader, splitMultiplier, type Press, type Scan } from "./reader";

/** Presses `text` with `gap` between keys, from `at`; returns what was scanned and what was kept. */
function play(reader: Reader, text: string, gap: number, at: number, more: Partial<Press> = {}) {
  const scans: Scan[] = [];
  let left = "";
  for (const [index, key] of [...text].entries()) {
    const verdict = reader.press({ key: key === "⏎" ? "Enter" : key, at: at + index * gap, ...more });
    if (verdict.scan) scans.push(verdict.scan);
    if (verdict.from === "fingers") left += key;
  }
  return { scans, left };
}

describe("a scanner", () => {
  it("is known by its speed and its Enter", () => {
    expect(play(new Reader(), "7750000000001⏎", 8, 0).scans).toEqual([{ code: "7750000000001", quantity: null }]);
  });

  it("is believed up to a mean of 35 ms", () => {
    expect(play(new Reader(), "77500001⏎", 35, 0).scans).toHaveLength(1);
    expect(play(new Reader(), "77500001⏎", 36, 0).scans).toHaveLength(0);
  });

  it("may stumble once and still be read", () => {
    const reader = new Reader();
    play(reader, "7750", 10, 0);
    expect(play(reader, "000000001⏎", 10, 85).scans).toEqual([{ code: "7750000000001", quantity: null }]);
  });

  it("may end with Tab", () => {
    const reader = new Reader();
    play(reader, "12345678", 8, 0);
    expect(reader.press({ key: "Tab", at: 70 }).scan?.code).toBe("12345678");
  });

  it("may end with silence, and its late Enter is not an Enter of the cashier", () => {
    const reader = new Reader();
    play(reader, "12345678", 8, 0);
    expect(reader.silence()).toEqual({ code: "12345678", quantity: null });
    expect(reader.press({ key: "Enter", at: 130 }).from).toBe("scanner");
    expect(reader.press({ key: "Enter", at: 900 }).from).toBe("fingers");
  });

  it("may end with silence that nobody had the time to notice", () => {
    const reader = new Reader();
    play(reader, "12345678", 8, 0);
    expect(reader.press({ key: "9", at: 150 })).toMatchObject({ from: "fingers", before: { code: "12345678" } });
    play(reader, "123456", 8, 158);
    expect(reader.press({ key: "Enter", at: 210 }).scan?.code).toBe("9123456");
  });

  it("may end with two terminators", () => {
    const reader = new Reader();
    expect(play(reader, "12345678⏎⏎", 8, 0)).toEqual({ scans: [{ code: "12345678", quantity: null }], left: "123" });
  });

  it("keeps no control characters, whether sent as such or with Ctrl", () => {
    const reader = new Reader();
    play(reader, "1234", 8, 0);
    expect(reader.press({ key: "]", at: 34, modified: true }).from).toBe("scanner");
    play(reader, "5\u001d6\u00027", 8, 40);
    expect(reader.press({ key: "Enter", at: 85 }).scan?.code).toBe("1234567");
  });

  it("sends capitals with Shift", () => {
    const reader = new Reader();
    for (const [at, key] of ["Shift", "A", "Shift", "B", "-", "1", "2"].entries()) reader.press({ key, at: at * 8 });
    expect(reader.press({ key: "Enter", at: 60 }).scan?.code).toBe("AB-12");
  });

  it("hands over ten fast reads as ten, in order", () => {
    const reader = new Reader();
    const codes = Array.from({ length: 10 }, (_, n) => `77500000000${String(n).padStart(2, "0")}`);
    const read = codes.flatMap((code, n) => play(reader, `${code}⏎`, 5, n * 110).scans.map((scan) => scan.code));
    expect(read).toEqual(codes);
  });
});

describe("fingers", () => {
  it("are left alone", () => {
    expect(play(new Reader(), "leche⏎", 90, 0)).toEqual({ scans: [], left: "leche⏎" });
  });

  it("are left alone when three letters roll quickly", () => {
    const reader = new Reader();
    expect(play(reader, "que", 20, 0).scans).toEqual([]);
    expect(reader.silence()).toBeNull();
    expect(reader.press({ key: "Enter", at: 300 })).toEqual({ from: "fingers" });
  });

  it("are left alone when a key is held down", () => {
    expect(play(new Reader(), "0000000⏎", 30, 0, { repeat: true }).scans).toEqual([]);
  });

  it("half a read of three characters stays typed text", () => {
    const reader = new Reader();
    play(reader, "775", 8, 0);
    expect(reader.silence()).toBeNull();
  });
});

describe("the multiplier", () => {
  it("typed before a scan says how many", () => {
    const reader = new Reader();
    play(reader, "3*", 150, 0);
    expect(play(reader, "7750000000001⏎", 8, 900).scans).toEqual([{ code: "7750000000001", quantity: 3000 }]);
  });

  it("counts even if the scanner fires right after the star", () => {
    const reader = new Reader();
    reader.press({ key: "3", at: 0 });
    expect(play(reader, "*7750000000001⏎", 8, 200).scans).toEqual([{ code: "7750000000001", quantity: 3000 }]);
  });

  it("is corrected with Backspace and dropped with Esc", () => {
    const reader = new Reader();
    play(reader, "31", 150, 0);
    reader.press({ key: "Backspace", at: 400 });
    reader.press({ key: "*", at: 600 });
    expect(play(reader, "12345678⏎", 8, 900).scans[0]?.quantity).toBe(3000);
    play(reader, "5*", 150, 2000);
    reader.press({ key: "Escape", at: 2400 });
    expect(play(reader, "12345678⏎", 8, 3000).scans[0]?.quantity).toBeNull();
  });

  it("serves one scan only", () => {
    const reader = new Reader();
    play(reader, "3*", 150, 0);
    play(reader, "12345678⏎", 8, 900);
    expect(play(reader, "12345678⏎", 8, 1500).scans[0]?.quantity).toBeNull();
  });

  it("is split from typed words too", () => {
    expect(splitMultiplier("3*leche")).toEqual({ quantity: 3000, rest: "leche" });
    expect(splitMultiplier("0.5 *")).toEqual({ quantity: null, rest: "0.5 *" });
    expect(splitMultiplier("1.5*")).toEqual({ quantity: 1500, rest: "" });
    expect(splitMultiplier("0*pan")).toEqual({ quantity: null, rest: "0*pan" });
    expect(splitMultiplier("cola")).toEqual({ quantity: null, rest: "cola" });
  });
});
