import { beforeEach, describe, expect, it, vi } from "vitest";
import { api, type Pieces } from "$api";
import { CashCount } from "./count.svelte";

const denominations = [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10];
const added = (counts: Pieces[]) => counts.reduce((sum, { value, count }) => sum + value * count, 0);
const settle = () => new Promise((resume) => setTimeout(resume));

describe("counting the drawer", () => {
  let count: CashCount;

  beforeEach(() => {
    vi.spyOn(api.cash, "count").mockImplementation((counts) => Promise.resolve({ counted: added(counts) }));
    count = new CashCount(denominations);
  });

  it("goes from the smallest coin to the largest note", () => {
    expect(count.denominations).toEqual([...denominations].reverse());
    expect(count.beside(500, 1), "the first note follows the last coin").toBe(1000);
    expect(count.beside(10, -1)).toBeNull();
    expect(count.beside(20000, 1)).toBeNull();
  });

  it("shows the sums the till gives", async () => {
    count.type(10, "34");
    count.type(2000, "15");
    await settle();
    expect(count.whole.value).toBe(30340);
    expect(count.coinsSum.value).toBe(340);
    expect(count.notesSum.value).toBe(30000);
    expect(count.amount(2000)).toBe(30000);
  });

  it("sends only what was counted", () => {
    count.set(100, 27);
    count.step(5000, 1);
    count.step(5000, -1);
    expect(count.counts).toEqual([{ value: 100, count: 27 }]);
  });

  it("takes digits alone and never less than none", () => {
    count.type(100, "1a2");
    expect(count.pieces(100)).toBe(12);
    count.step(50, -1);
    expect(count.pieces(50)).toBe(0);
  });

  it("does not let a late answer overwrite a newer one", async () => {
    const answers: (() => void)[] = [];
    vi.mocked(api.cash.count).mockImplementation(
      (counts) => new Promise((answer) => answers.push(() => answer({ counted: added(counts) }))),
    );
    count.set(100, 1);
    count.set(100, 2);
    for (const answer of answers.reverse()) answer();
    await settle();
    expect(count.whole.value).toBe(200);
  });

  it("keeps the count when a sum cannot be had, and says why", async () => {
    vi.mocked(api.cash.count).mockRejectedValue(new Error("cut"));
    count.set(100, 3);
    await settle();
    expect(count.error).not.toBeNull();
    expect(count.pieces(100)).toBe(3);
  });
});
