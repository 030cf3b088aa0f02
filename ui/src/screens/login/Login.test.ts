import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pressed } from "$lib/hotkeys";
import { session } from "$lib/session.svelte";
import { useShell } from "$shell";
import { FakeTill } from "$testing/fakeTill";
import { press, settle, type } from "$testing/keyboard";
import Login from "./Login.svelte";

describe("the PIN", () => {
  let till: FakeTill;

  async function open(prepare: (till: FakeTill) => void) {
    till = new FakeTill();
    prepare(till);
    useShell(till);
    await session.refresh();
    render(Login);
    await settle();
  }

  beforeEach(() => {
    vi.useFakeTimers();
    window.addEventListener("keydown", pressed);
  });

  afterEach(() => {
    cleanup();
    window.removeEventListener("keydown", pressed);
    vi.useRealTimers();
  });

  const pin = () => screen.getByLabelText<HTMLInputElement>("Escribe tu PIN");

  it("is asked of who was chosen by number", async () => {
    await open((one) => (one.user = null));
    press("2");
    await settle();
    expect(screen.getByRole("heading", { name: "Hola, Charo" })).toBeTruthy();
    expect(document.activeElement).toBe(pin());
    type("1357");
    pin().form?.requestSubmit();
    await settle();
    expect(session.current?.user?.name).toBe("Charo Huamán");
  });

  it("says how many tries are left", async () => {
    await open((one) => (one.locked = true));
    type("0000");
    pin().form?.requestSubmit();
    await settle();
    expect(screen.getByRole("alert").textContent).toBe("Ese no es el PIN. Quedan 4 intentos.");
    expect(pin().value).toBe("");
  });

  it("waits, counting down, after too many", async () => {
    await open((one) => {
      one.locked = true;
      one.before = ({ path }) => {
        if (path === "/v1/session/login") one.call = wait;
      };
    });
    type("0000");
    pin().form?.requestSubmit();
    await settle(0);
    type("0000");
    pin().form?.requestSubmit();
    await settle(0);
    expect(screen.getByRole("alert").textContent).toContain("Espera 30 s");
    await settle(5000);
    expect(screen.getByRole("alert").textContent).toContain("Espera 25 s");
  });

  it("of the one who locked the till is asked first; Esc asks who", async () => {
    await open((one) => (one.locked = true));
    expect(screen.getByRole("heading", { name: "Hola, Rosa" })).toBeTruthy();
    press("Escape");
    await settle();
    press("3");
    await settle();
    expect(screen.getByRole("heading", { name: "Hola, Luis" })).toBeTruthy();
  });
});

const wait = () =>
  Promise.resolve({
    status: 429,
    type: "application/json",
    body: new TextEncoder().encode(JSON.stringify({ code: "session.pin_wait", args: { seconds: 30 } })),
  });
