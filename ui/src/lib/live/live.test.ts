import { describe, expect, it, vi } from "vitest";
import { everything, useShell } from "$shell";
import { FakeTill } from "$testing/fakeTill";
import { Live, Paged } from "./index";

/** A promise that is kept when the test says so. */
function later<T>() {
  let keep: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (keep = resolve));
  return { promise, keep };
}

describe("what is shown live", () => {
  it("is fetched again when its topic changes, or when anything may have", async () => {
    const till = new FakeTill();
    useShell(till);
    let count = 0;
    const seen = new Live<number>(["cash"], () => Promise.resolve(++count));
    const stop = seen.start();
    await vi.waitFor(() => expect(seen.value).toBe(1));
    till.changed("catalog");
    till.changed("cash");
    await vi.waitFor(() => expect(seen.value).toBe(2));
    till.changed(everything);
    await vi.waitFor(() => expect(seen.value).toBe(3));
    stop();
    till.changed("cash");
    expect(count).toBe(3);
  });

  it("drops an answer that an act has overtaken", async () => {
    const slow = later<string>();
    const seen = new Live<string>([], () => slow.promise);
    const fetching = seen.refresh();
    seen.set("after the act");
    slow.keep("before the act");
    await fetching;
    expect(seen.value).toBe("after the act");
  });

  it("keeps the last value when a refresh fails", async () => {
    const fetch = vi.fn().mockResolvedValueOnce("first").mockRejectedValueOnce(new Error("no"));
    const seen = new Live<string>([], fetch);
    await seen.refresh();
    await seen.refresh();
    expect([seen.value, seen.error]).toEqual(["first", new Error("no")]);
  });
});

describe("a list by pages", () => {
  const pages: Record<string, { rows: number[]; next: string | null }> = {
    first: { rows: [1, 2], next: "b" },
    b: { rows: [3, 4], next: null },
  };
  const fetch = (after: string | null) => Promise.resolve(pages[after ?? "first"] ?? { rows: [], next: null });

  it("adds page after page, and reads again as many rows as were shown", async () => {
    const list = new Paged<number>([], fetch);
    await list.load();
    expect([list.rows, list.hasMore]).toEqual([[1, 2], true]);
    await list.more();
    expect([list.rows, list.hasMore]).toEqual([[1, 2, 3, 4], false]);
    await list.load(list.rows.length);
    expect(list.rows).toEqual([1, 2, 3, 4]);
  });
});
