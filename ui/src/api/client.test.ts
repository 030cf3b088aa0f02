import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useShell, type Shell, type ShellAnswer, type ShellRequest } from "$shell";
import { get, newKey, post, withQuery } from "./client";
import { NoAnswerError, ProblemError } from "./problem";

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const answered = (status: number, value: unknown): ShellAnswer => ({
  status,
  type: "application/json",
  body: bytes(value),
});

describe("the client", () => {
  const call = vi.fn<(request: ShellRequest) => Promise<ShellAnswer>>();

  beforeEach(() => {
    vi.useFakeTimers();
    useShell({ call } as unknown as Shell);
  });
  afterEach(() => {
    call.mockReset();
    vi.useRealTimers();
  });

  it("names every action with a key of its own", async () => {
    call.mockResolvedValue(answered(200, {}));
    await post("/v1/cart/hold", { name: null });
    await post("/v1/cart/hold", { name: null });
    const [first, second] = call.mock.calls.map(([request]) => request.key);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).not.toBe(first);
  });

  it("repeats an unanswered action with the same key", async () => {
    call.mockRejectedValueOnce(new Error("cut")).mockResolvedValue(answered(200, { ok: 1 }));
    const key = newKey();
    const done = post("/v1/cart/pay", {}, key);
    await vi.runAllTimersAsync();
    await expect(done).resolves.toEqual({ ok: 1 });
    expect(call.mock.calls.map(([request]) => request.key)).toEqual([key, key]);
  });

  it("says so when no answer comes at all", async () => {
    call.mockRejectedValue(new Error("cut"));
    const done = expect(get("/v1/cart")).rejects.toBeInstanceOf(NoAnswerError);
    await vi.runAllTimersAsync();
    await done;
    expect(call).toHaveBeenCalledTimes(4);
  });

  it("turns a refusal into its code, without repeating it", async () => {
    call.mockResolvedValue(answered(409, { code: "payment.short", args: { missing: 10 }, support_id: null }));
    const refused = await post("/v1/cart/pay", {}).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProblemError);
    expect(refused).toMatchObject({ code: "payment.short", args: { missing: 10 } });
    expect(call).toHaveBeenCalledOnce();
  });

  it("treats an answer that is not ours as an internal failure", async () => {
    call.mockResolvedValue({ status: 502, type: "text/html", body: new TextEncoder().encode("<p>") });
    await expect(get("/v1/cart")).rejects.toMatchObject({ code: "internal" });
  });

  it("leaves out what has no value from a query", () => {
    expect(withQuery("/v1/search", { q: "piña", after: null, limit: 20 })).toBe("/v1/search?q=pi%C3%B1a&limit=20");
  });
});
