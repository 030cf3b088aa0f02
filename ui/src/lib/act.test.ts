import { describe, expect, it, vi } from "vitest";
import { NoAnswerError, ProblemError } from "$api";
import { Act } from "./act.svelte";
import { NotApproved } from "./approvals.svelte";

describe("one act of a person", () => {
  const lost = () => Promise.reject(new NoAnswerError("cut"));

  it("keeps its key when no answer came and the same is asked again", async () => {
    const act = new Act();
    const keys: string[] = [];
    await act.run({ amount: 500 }, (key) => (keys.push(key), lost()));
    await act.run({ amount: 500 }, (key) => (keys.push(key), Promise.resolve("done")));
    expect(keys[1], "a repeat must not be done twice").toBe(keys[0]);
  });

  it("takes a new key for something else, and after any answer", async () => {
    const act = new Act();
    const keys: string[] = [];
    const note = (key: string) => void keys.push(key);
    await act.run({ amount: 500 }, (key) => (note(key), lost()));
    await act.run({ amount: 700 }, (key) => (note(key), Promise.resolve(1)));
    await act.run({ amount: 700 }, (key) => (note(key), Promise.resolve(1)));
    expect(new Set(keys).size).toBe(3);
  });

  it("does not run twice at a time", async () => {
    const act = new Act();
    const call = vi.fn(() => new Promise((answer) => setTimeout(answer, 5)));
    await Promise.all([act.run(1, call), act.run(1, call)]);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it("keeps why it failed, but not that nobody approved", async () => {
    const act = new Act();
    const refusal = new ProblemError({ code: "cash.not_open", args: {} });
    await act.run(1, () => Promise.reject(refusal));
    expect(act.error).toBe(refusal);
    await act.run(1, () => Promise.reject(new NotApproved()));
    expect(act.error, "giving up is no failure").toBeNull();
  });
});
