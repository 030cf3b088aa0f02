import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { press, rest, scan, settle, type } from "$testing/keyboard";
import { scanSilence } from "./reader";
import { onScan, startWedge, type Scan } from "./index";

describe("the wedge over a page", () => {
  let stops: (() => void)[] = [];
  let heard: Scan[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    heard = [];
    stops = [startWedge(), onScan((one) => void heard.push(one))];
  });

  afterEach(() => {
    stops.forEach((stop) => stop());
    document.body.innerHTML = "";
    vi.useRealTimers();
  });

  function field(html = "<input>"): HTMLInputElement {
    document.body.innerHTML = html;
    const input = document.querySelector("input") as HTMLInputElement;
    input.focus();
    return input;
  }

  it("needs no focus", async () => {
    scan("7750000000001");
    await settle();
    expect(heard).toEqual([{ code: "7750000000001", quantity: null }]);
  });

  it("reads ten fast scans as ten, one after another", async () => {
    stops.push(
      onScan(async (one) => {
        await new Promise((done) => setTimeout(done, 30));
        heard.push(one);
      }),
    );
    const codes = Array.from({ length: 10 }, (_, n) => `77500000000${n}1`);
    for (const code of codes) scan(code, { gap: 2 });
    await settle(1000);
    expect(heard.map(({ code }) => code)).toEqual(codes);
  });

  it("leaves nothing in a text field that has the focus", async () => {
    const input = field('<input value="Señora">');
    scan("7750000000001");
    await settle();
    expect([input.value, heard.length]).toEqual(["Señora", 1]);
  });

  it("leaves nothing in a PIN field of a dialog, and does not send it", async () => {
    const sent = vi.fn();
    const input = field('<div role="dialog"><form><input type="password"></form></div>');
    document.querySelector("form")?.addEventListener("submit", sent);
    scan("7750000000001");
    await settle();
    expect([input.value, sent.mock.calls.length, heard.length]).toEqual(["", 0, 1]);
  });

  it("tells the owner of a field that it was put back", async () => {
    const input = field();
    const values: string[] = [];
    input.addEventListener("input", () => values.push(input.value));
    scan("7750000000001");
    await settle();
    expect(values.at(-1)).toBe("");
  });

  it("does not press the button that has the focus", async () => {
    document.body.innerHTML = "<button>x</button>";
    const pressed = vi.fn();
    const button = document.querySelector("button") as HTMLButtonElement;
    button.addEventListener("click", pressed);
    button.focus();
    scan("7750000000001");
    await settle();
    expect([pressed.mock.calls.length, heard.length]).toEqual([0, 1]);
  });

  it("puts the field back even if the focus moved while it was read", async () => {
    document.body.innerHTML = '<input id="a"><input id="b" value="3*">';
    const [, second] = document.querySelectorAll("input");
    const follow = () => second?.focus();
    document.addEventListener("keydown", follow, { once: true });
    scan("7750000000001");
    await settle();
    expect(second?.value).toBe("3*");
  });

  it("leaves slow typing where it is", async () => {
    const input = field();
    type("7750000000001");
    await settle();
    expect([input.value, heard.length]).toEqual(["7750000000001", 0]);
  });

  it("takes a scan without terminator after a silence", async () => {
    const input = field();
    scan("12345678", { end: null });
    expect(heard).toHaveLength(0);
    rest(scanSilence + 1);
    await settle(0);
    expect([input.value, heard]).toEqual(["", [{ code: "12345678", quantity: null }]]);
  });

  it("waits for keys that a busy computer hands over late", async () => {
    field();
    scan("775000", { end: null });
    vi.advanceTimersByTime(120);
    for (const key of [..."0000001", "Enter"]) press(key);
    await settle();
    expect(heard.map(({ code }) => code)).toEqual(["7750000000001"]);
  });

  it("leaves half a scan of three characters as text", async () => {
    const input = field();
    scan("775", { end: null });
    rest(200);
    await settle();
    expect([input.value, heard.length]).toEqual(["775", 0]);
  });

  it("gives scans to the newest listener only, and goes on after one fails", async () => {
    const failing = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const stop = onScan(() => Promise.reject(new Error("no")));
    scan("1111111");
    await settle();
    expect([heard.length, failing.mock.calls.length]).toEqual([0, 1]);
    stop();
    scan("2222222");
    await settle();
    expect(heard.map(({ code }) => code)).toEqual(["2222222"]);
  });

  it("gives nothing to a listener behind another, however late it came", async () => {
    const behind = vi.fn();
    stops.push(onScan(behind, { behind: true }));
    scan("1111111");
    await settle();
    expect([heard.length, behind.mock.calls.length]).toEqual([1, 0]);
  });
});
