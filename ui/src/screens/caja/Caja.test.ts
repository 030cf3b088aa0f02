import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pressed } from "$lib/hotkeys";
import { session } from "$lib/session.svelte";
import { useShell } from "$shell";
import { FakeOffice, Refused } from "$testing/fakeOffice";
import { press, settle, type } from "$testing/keyboard";
import Caja from "./Caja.svelte";

vi.stubGlobal(
  "IntersectionObserver",
  class {
    observe = () => undefined;
    disconnect = () => undefined;
  },
);

describe("the drawer", () => {
  let office: FakeOffice;

  async function open(prepare: (office: FakeOffice) => void = () => undefined) {
    office = new FakeOffice();
    office.licence.state = "active";
    prepare(office);
    useShell(office);
    await session.refresh();
    render(Caja);
    await settle();
  }

  /** What was sent to an action, oldest first. */
  const posted = (path: string) =>
    office.calls
      .filter((call) => call.method === "POST" && call.path === `/v1${path}`)
      .map(({ body }) => JSON.parse(body ?? "{}") as unknown);

  beforeEach(() => {
    vi.useFakeTimers();
    window.addEventListener("keydown", pressed);
  });

  afterEach(() => {
    cleanup();
    window.removeEventListener("keydown", pressed);
    vi.useRealTimers();
  });

  it("opens with what was typed", async () => {
    await open((one) => (one.cash.session = null));
    await type("50");
    press("F2");
    await settle();
    expect(posted("/cash/open")[0]).toEqual({ float: 5000 });
    expect(screen.getByRole("button", { name: /Contar y cerrar/ })).toBeTruthy();
  });

  it("opens for returns alone when the licence locks", async () => {
    await open((one) => {
      one.cash.session = null;
      one.licence.state = "locked_readonly";
    });
    expect(screen.getByText(/Sin licencia no se vende/)).toBeTruthy();
    await type("50");
    press("F2");
    await settle();
    expect(posted("/cash/open")[0]).toEqual({ float: 5000, returns_only: true });
  });

  it("is counted and closed by keyboard alone, and then shows the difference", async () => {
    await open();
    press("F2");
    await settle();
    expect(document.activeElement).toBe(screen.getByLabelText("Cantidad de 0.10 soles"));
    await type("34");
    press("Enter");
    await type("12");
    expect(screen.getByLabelText<HTMLInputElement>("Cantidad de 0.20 soles").value).toBe("12");
    await settle();
    expect(screen.queryByText("Debe haber"), "the count is blind").toBeNull();
    press("F2");
    await settle();
    expect(posted("/cash/close"), "it first asks what is left").toHaveLength(0);
    expect(document.activeElement).toBe(screen.getByLabelText("Sencillo que dejas para mañana"));
    await type("5");
    press("F2");
    await settle();
    press("Enter");
    await settle();
    expect(posted("/cash/close")[0]).toMatchObject({
      counts: [
        { value: 10, count: 34 },
        { value: 20, count: 12 },
      ],
      left_float: 500,
    });
    expect(screen.getByText(/^Faltan/)).toBeTruthy();
  });

  it("keeps the count when closing is refused", async () => {
    await open((one) => {
      one.instead = ({ path }) => {
        if (path === "/v1/cash/close") throw new Refused("cash.held_carts", { count: 1 });
        return undefined;
      };
    });
    press("F2");
    await settle();
    await type("7");
    screen.getByLabelText("Sencillo que dejas para mañana").focus();
    await type("0");
    press("F2");
    await settle();
    press("Enter");
    await settle();
    expect(screen.getByText("Queda 1 venta en espera.")).toBeTruthy();
    press("Escape");
    await settle();
    expect(screen.getByLabelText<HTMLInputElement>("Cantidad de 0.10 soles").value).toBe("7");
  });
});
