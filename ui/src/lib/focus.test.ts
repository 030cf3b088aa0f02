import { afterEach, describe, expect, it } from "vitest";
import { clicksGoHome, giveBack, home } from "./focus";

describe("the focus after a dialog", () => {
  let stops: (() => void)[] = [];

  /** A scan field that is home, a button whose clicks go home, and a field beside it. */
  function page(): Record<"scan" | "button" | "field", HTMLElement> {
    document.body.innerHTML =
      '<input id="scan"><div id="region"><button id="button">x</button><input id="field"></div>';
    const at = (id: string) => document.getElementById(id) as HTMLElement;
    stops = [home(at("scan")), clicksGoHome(at("region"))];
    return { scan: at("scan"), button: at("button"), field: at("field") };
  }

  afterEach(() => {
    for (const stop of stops) stop();
    document.body.innerHTML = "";
  });

  it("goes back to the field it was in", () => {
    const { field } = page();
    giveBack(field);
    expect(document.activeElement).toBe(field);
  });

  it("goes home when the dialog was opened by a button of the sale", () => {
    const { scan, button } = page();
    giveBack(button);
    expect(document.activeElement).toBe(scan);
  });

  it("goes home when what had it is gone", () => {
    const { scan, field } = page();
    field.remove();
    giveBack(field);
    expect(document.activeElement).toBe(scan);
  });
});
