import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RefundInput, Sale } from "$api";
import { approvals } from "$lib/approvals.svelte";
import { useShell } from "$shell";
import { FakeOffice, Refused } from "$testing/fakeOffice";
import { saleOf, sales } from "$testing/officeData";
import { RefundController } from "./refund.svelte";

const row = sales[0] as (typeof sales)[number];

describe("a return", () => {
  let office: FakeOffice;
  let refund: RefundController;

  const sent = (end: string) =>
    office.calls.filter(({ path }) => path.endsWith(end)).map(({ body }) => JSON.parse(body ?? "{}") as RefundInput);
  const line = (at: number) => refund.lines[at] as (typeof refund.lines)[number];

  function open(change: Partial<Sale> = {}) {
    refund = new RefundController({ ...saleOf(row), ...change });
  }

  beforeEach(() => {
    useShell((office = new FakeOffice()));
    open();
  });

  it("begins with nothing, and with the money going back as it came", () => {
    expect(refund.any).toBe(false);
    expect(refund.tender).toBe("yape");
    expect(refund.lines.every(({ restock }) => restock)).toBe(true);
  });

  it("counts by units between nothing and what is left", () => {
    line(0).step(-1);
    expect(line(0).quantity).toBeNull();
    line(0).step(1);
    line(0).step(1);
    line(0).step(1);
    expect(line(0).quantity).toBe(2000);
    line(1).step(1);
    expect(line(1).quantity).toBe(845);
  });

  it("takes all that is left, and nothing of what came back before", () => {
    const [first, ...others] = saleOf(row).lines;
    open({ lines: [{ ...(first as NonNullable<typeof first>), left: 0 }, ...others] });
    refund.all();
    expect(refund.input.lines.map(({ line_no, quantity }) => [line_no, quantity])).toEqual([
      [2, 845],
      [3, 1000],
      [4, 2000],
    ]);
  });

  it("asks what it comes to once the hands rest, and never about nothing", async () => {
    vi.useFakeTimers();
    refund.follow();
    line(1).quantity = 400;
    refund.follow()();
    refund.follow();
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    await vi.waitFor(() => expect(refund.settled).toBe(true));
    expect(sent("/refund/quote")).toEqual([{ lines: [{ line_no: 2, quantity: 400, restock: true }], tender: "yape" }]);
    expect(refund.quote).toMatchObject({ paid_back: 1750, paper: null });
  });

  it("is not confirmed on figures of a moment ago", async () => {
    refund.reason = "Ya no lo quiere";
    line(0).step(1);
    await refund.ask();
    line(0).step(1);
    expect(refund.settled).toBe(false);
    expect(await refund.confirm()).toBeNull();
    expect(sent("/refund")).toEqual([]);
  });

  it("says what is missing", async () => {
    expect(await refund.confirm()).toBeNull();
    expect([refund.needsLines, refund.needsReason]).toEqual([true, true]);
    refund.all();
    refund.reason = "Ya no lo quiere";
    expect([refund.needsLines, refund.needsReason]).toEqual([false, false]);
  });

  it("shows no figures that the till refused", async () => {
    line(0).quantity = 9000;
    await refund.ask();
    expect([refund.quote, refund.settled]).toEqual([null, false]);
    expect(refund.error).toMatchObject({ code: "sale.refund_too_large" });
  });

  it("gives back what was written, and says what to hand over", async () => {
    line(0).step(1);
    line(0).restock = false;
    refund.tender = "cash";
    refund.reason = "  Producto en mal estado ";
    await refund.ask();
    const sale = await refund.confirm();
    expect(sent("/refund")).toEqual([
      { lines: [{ line_no: 1, quantity: 1000, restock: false }], tender: "cash", reason: "Producto en mal estado" },
    ]);
    expect(sale?.refunds).toHaveLength(1);
    expect(refund.done).toMatchObject({ paid_back: 1750, tender: "cash" });
  });

  it("asks another person's PIN over the ceiling, and gives back once", async () => {
    office.instead = ({ path, body }) => {
      if (!path.endsWith("/refund") || (JSON.parse(body ?? "{}") as RefundInput).approval) return undefined;
      throw new Refused("access.over_ceiling", { what: "void", asked: 1750, allowed: 0 });
    };
    refund.all();
    refund.reason = "Se equivocó de producto";
    await refund.ask();
    const done = refund.confirm();
    await vi.waitFor(() => expect(approvals.request).not.toBeNull());
    approvals.request?.answer({ user_id: "u2", pin: "4071" });
    expect((await done)?.refunds).toHaveLength(1);
    expect(sent("/refund").map(({ approval }) => approval?.user_id ?? null)).toEqual([null, "u2"]);
  });

  it("stays as it was when the till refuses", async () => {
    office.instead = ({ path }) => {
      if (path.endsWith("/refund")) throw new Refused("cash.not_open");
      return undefined;
    };
    refund.all();
    refund.reason = "Ya no lo quiere";
    await refund.ask();
    expect(await refund.confirm()).toBeNull();
    expect(refund.act.error).toMatchObject({ code: "cash.not_open" });
    expect([refund.done, refund.any]).toEqual([null, true]);
  });
});
