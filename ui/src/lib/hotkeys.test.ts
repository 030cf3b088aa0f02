import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addKeys, pressed } from "./hotkeys";
import { press, settle } from "$testing/keyboard";
import { helpGroups, keyLabel, keyOf, keys } from "./keys";

describe("keys by the name of their action", () => {
  const stops: (() => void)[] = [];
  const bind = (...args: Parameters<typeof addKeys>) => stops.push(addKeys(...args));

  beforeEach(() => {
    vi.useFakeTimers();
    window.addEventListener("keydown", pressed);
  });

  afterEach(() => {
    window.removeEventListener("keydown", pressed);
    stops.splice(0).forEach((stop) => stop());
    document.body.innerHTML = "";
    vi.useRealTimers();
  });

  it("run their action and nothing else", () => {
    const pay = vi.fn();
    bind({ "sale.pay": pay });
    expect(press("F2").defaultPrevented).toBe(true);
    expect(pay).toHaveBeenCalledOnce();
  });

  it("go to the newest layer, which may pass them on", () => {
    const below = vi.fn();
    const above = vi.fn(() => false);
    bind({ "sale.pay": below });
    bind({ "sale.pay": above });
    press("F2");
    expect([above.mock.calls.length, below.mock.calls.length]).toEqual([1, 1]);
  });

  it("stop at a modal layer", () => {
    const below = vi.fn();
    bind({ "sale.pay": below });
    bind({}, { modal: true });
    press("F2");
    expect(below).not.toHaveBeenCalled();
  });

  it("leave letters to a field, unless it has no use for them", async () => {
    const yape = vi.fn();
    bind({ "tender.yape": yape });
    document.body.innerHTML = '<input><input data-passes="letters">';
    const [text, amount] = document.querySelectorAll("input");
    text?.focus();
    press("y");
    await settle();
    expect(yape).not.toHaveBeenCalled();
    amount?.focus();
    press("Y");
    await settle();
    expect(yape).toHaveBeenCalledOnce();
  });

  it("take + and Supr from the scan field only while it is empty", () => {
    const more = vi.fn();
    const remove = vi.fn();
    bind({ "line.more": more, "line.remove": remove });
    document.body.innerHTML = '<input data-passes="arrows empty">';
    const field = document.querySelector("input") as HTMLInputElement;
    field.focus();
    press("+");
    press("Delete");
    field.value = "cola";
    press("+");
    press("Delete");
    expect([more.mock.calls.length, remove.mock.calls.length]).toEqual([1, 1]);
  });

  it("do not fire twice while held down", () => {
    const pay = vi.fn();
    bind({ "sale.pay": pay });
    press("F2");
    press("F2", { repeat: true });
    expect(pay).toHaveBeenCalledOnce();
  });

  it("are written as on a keyboard", () => {
    expect(["Delete", "Ctrl+Enter", "e", "+", "ArrowUp"].map(keyLabel)).toEqual(["Supr", "Ctrl Enter", "E", "+", "↑"]);
    expect(keyOf("sale.pay")).toBe("F2");
  });

  it("stand once in the help", () => {
    const shown = Object.values(helpGroups).flat();
    expect(new Set(shown).size).toBe(shown.length);
    for (const action of shown) expect(keys[action].length).toBeGreaterThan(0);
  });
});
