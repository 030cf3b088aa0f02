import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { goto } from "$app/navigation";
import { pressed } from "$lib/hotkeys";
import { session } from "$lib/session.svelte";
import { useShell } from "$shell";
import { FakeOffice } from "$testing/fakeOffice";
import { press } from "$testing/keyboard";
import { licence, papers, provider } from "$testing/licenceData";
import { saying } from "./licence.svelte";
import Stopped from "./Stopped.svelte";

vi.mock("$app/navigation", () => ({ goto: vi.fn() }));

describe("where selling stopped", () => {
  let office: FakeOffice;
  const onheld = vi.fn();

  beforeEach(() => {
    vi.useFakeTimers();
    useShell((office = new FakeOffice()));
    window.addEventListener("keydown", pressed);
  });
  afterEach(() => {
    cleanup();
    window.removeEventListener("keydown", pressed);
    vi.useRealTimers();
  });

  async function show(held = 0) {
    await session.refresh();
    render(Stopped, { licence: { ...licence, papers, provider }, held, onheld });
  }

  it("says what stopped, what works, whom to call, and leads to the licence with one key", async () => {
    await show();
    const words = document.body.textContent ?? "";
    for (const said of ["Empezar una venta", "Buscar y ver", provider.phone, provider.payment[0] ?? ""]) {
      expect(words).toContain(said);
    }
    press("F2");
    expect(goto).toHaveBeenCalledWith("/licencia");
    expect(saying.now, "nothing above says it again").toBe(true);
  });

  it("leads to closing the caja, and to what is on hold while it is open", async () => {
    await show(2);
    screen.getByRole("button", { name: "Cerrar la caja" }).click();
    expect(goto).toHaveBeenCalledWith("/caja");
    screen.getByRole("button", { name: /En espera/ }).click();
    expect(onheld).toHaveBeenCalledOnce();
  });

  it("offers no sale on hold once the caja is closed", async () => {
    office.cash = { ...office.cash, session: null };
    await show(2);
    expect(screen.queryByRole("button", { name: /En espera/ })).toBeNull();
    expect(screen.getByRole("button", { name: "Ir a Caja" })).toBeTruthy();
  });
});
