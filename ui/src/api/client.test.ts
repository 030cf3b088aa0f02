import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useShell, type Shell, type ShellAnswer, type ShellRequest } from "$shell";
import { given, newKey } from "./client";
import { api } from "./index";
import { NoAnswerError, ProblemError } from "./problem";

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const answered = (status: number, value: unknown): ShellAnswer => ({
  status,
  type: "application/json",
  body: bytes(value),
});

const payment = { expected_total: 750, cash_received: null, print: true };

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
    await api.cart.hold(null);
    await api.cart.hold(null);
    const [first, second] = call.mock.calls.map(([request]) => request.key);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).not.toBe(first);
  });

  it("repeats an unanswered action with the same key", async () => {
    call.mockRejectedValueOnce(new Error("cut")).mockResolvedValue(answered(200, { ok: 1 }));
    const key = newKey();
    const done = api.cart.pay(payment, key);
    await vi.runAllTimersAsync();
    await expect(done).resolves.toEqual({ ok: 1 });
    expect(call.mock.calls.map(([request]) => request.key)).toEqual([key, key]);
  });

  it("says so when no answer comes at all", async () => {
    call.mockRejectedValue(new Error("cut"));
    const done = expect(api.cart.current()).rejects.toBeInstanceOf(NoAnswerError);
    await vi.runAllTimersAsync();
    await done;
    expect(call).toHaveBeenCalledTimes(4);
  });

  it("turns a refusal into its code, without repeating it", async () => {
    call.mockResolvedValue(answered(409, { code: "payment.short", args: { missing: 10 }, support_id: null }));
    const refused = await api.cart.pay(payment).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProblemError);
    expect(refused).toMatchObject({ code: "payment.short", args: { missing: 10 } });
    expect(call).toHaveBeenCalledOnce();
  });

  it("treats an answer that is not ours as an internal failure", async () => {
    call.mockResolvedValue({ status: 502, type: "text/html", body: new TextEncoder().encode("<p>") });
    await expect(api.cart.current()).rejects.toMatchObject({ code: "internal" });
  });

  it("leaves out what has no value from a query, and writes the rest safely", async () => {
    expect(given({ q: "", after: null, limit: 20 })).toEqual({ limit: 20 });
    call.mockResolvedValue(answered(200, { hits: [], has_more: false }));
    await api.search.products("piña & más", 0, 20);
    expect(call.mock.calls[0]?.[0].path).toBe("/v1/search?q=pi%C3%B1a%20%26%20m%C3%A1s&offset=0&limit=20");
  });

  it("hands a file over as bytes", async () => {
    call.mockResolvedValue({ status: 200, type: "application/pdf", body: new Uint8Array([37, 80, 68, 70]) });
    const pdf = await api.sales.pdf("0199");
    expect([pdf.type, [...pdf.bytes]]).toEqual(["application/pdf", [37, 80, 68, 70]]);
  });
});
