import { describe, expect, it, vi } from "vitest";
import { ProblemError, type Approval } from "$api";
import { approvals, NotApproved, withApproval } from "./approvals.svelte";

const over = new ProblemError({ code: "access.over_ceiling", args: { what: "discount", allowed: 1000, asked: 1500 } });
const charo: Approval = { user_id: "u2", pin: "1357" };
const asked = () => vi.waitFor(() => expect(approvals.request).not.toBeNull());

describe("another person's permission", () => {
  it("is not asked for what one may do", async () => {
    await expect(withApproval(() => Promise.resolve("done"))).resolves.toBe("done");
    expect(approvals.request).toBeNull();
  });

  it("repeats the call with the approval", async () => {
    const call = vi.fn((approval?: Approval) => (approval ? Promise.resolve("done") : Promise.reject(over)));
    const done = withApproval(call);
    await asked();
    approvals.request?.answer(charo);
    await expect(done).resolves.toBe("done");
    expect(call).toHaveBeenLastCalledWith(charo);
    expect(approvals.request).toBeNull();
  });

  it("is asked again after a wrong PIN, saying why", async () => {
    const wrong = new ProblemError({ code: "session.pin_wrong", args: { left: 4 } });
    const done = withApproval((approval) => {
      if (!approval) return Promise.reject(over);
      return approval.pin === charo.pin ? Promise.resolve("done") : Promise.reject(wrong);
    });
    await asked();
    approvals.request?.answer({ ...charo, pin: "0000" });
    await vi.waitFor(() => expect(approvals.request?.refusal).toBe(wrong));
    approvals.request?.answer(charo);
    await expect(done).resolves.toBe("done");
  });

  it("may be given up", async () => {
    const done = withApproval(() => Promise.reject(over));
    await asked();
    approvals.request?.giveUp();
    await expect(done).rejects.toBeInstanceOf(NotApproved);
    expect(approvals.request).toBeNull();
  });
});
