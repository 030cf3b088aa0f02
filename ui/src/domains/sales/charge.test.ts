import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ChargeInput } from "$api";
import { approvals } from "$lib/approvals.svelte";
import { useShell } from "$shell";
import { FakeOffice, Refused } from "$testing/fakeOffice";
import { saleOf, sales } from "$testing/officeData";
import { ChargeController } from "./charge.svelte";

const row = sales[0] as (typeof sales)[number];

describe("a charge", () => {
  let office: FakeOffice;
  let charge: ChargeController;

  const sent = () =>
    office.calls
      .filter(({ path }) => path.endsWith("/charge"))
      .map(({ body }) => JSON.parse(body ?? "{}") as ChargeInput);

  function write(amount: number | null, reason: string) {
    charge.amount = amount;
    charge.reason = reason;
  }

  beforeEach(() => {
    useShell((office = new FakeOffice()));
    charge = new ChargeController(saleOf(row));
  });

  it.each([
    [null, "Se cobró de menos", [true, false]],
    [0, "Se cobró de menos", [true, false]],
    [1_250, "  ", [false, true]],
  ])("says what is missing: %j, %j", async (amount, reason, missing) => {
    write(amount, reason);
    expect([charge.needsAmount, charge.needsReason], "not before it is tried").toEqual([false, false]);
    expect(await charge.confirm()).toBeNull();
    expect([charge.needsAmount, charge.needsReason]).toEqual(missing);
    expect(sent()).toEqual([]);
  });

  it("sends what was written, and says what to take", async () => {
    write(1_234, "  Se cobró de menos ");
    charge.motive = "increase";
    const sale = await charge.confirm();
    expect(sent()).toEqual([{ reason_code: "increase", reason: "Se cobró de menos", amount: 1_234, tender: "cash" }]);
    expect(sale?.charges).toHaveLength(1);
    expect(charge.done, "as the till rounded it").toMatchObject({ paid: 1_230, total: 1_234 });
  });

  it("asks another person's PIN over the ceiling, and charges once", async () => {
    office.instead = ({ path, body }) => {
      if (!path.endsWith("/charge") || (JSON.parse(body ?? "{}") as ChargeInput).approval) return undefined;
      throw new Refused("access.over_ceiling", { what: "void", asked: 900, allowed: 0 });
    };
    write(900, "Pagó tarde");
    const done = charge.confirm();
    await vi.waitFor(() => expect(approvals.request).not.toBeNull());
    expect(approvals.request?.doing, "the same ceiling as a return, but it is none").toBe("charge");
    approvals.request?.answer({ user_id: "u2", pin: "4071" });
    expect((await done)?.charges).toHaveLength(1);
    expect(sent().map(({ approval }) => approval?.user_id ?? null)).toEqual([null, "u2"]);
  });

  it("stays as it was when the till refuses", async () => {
    office.instead = ({ path }) => {
      if (path.endsWith("/charge")) throw new Refused("sale.charge_invalid");
      return undefined;
    };
    write(99_999_999, "Pagó tarde");
    expect(await charge.confirm()).toBeNull();
    expect(charge.act.error).toMatchObject({ code: "sale.charge_invalid" });
    expect([charge.done, charge.amount]).toEqual([null, 99_999_999]);
  });
});
