import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { session } from "$lib/session.svelte";
import { useShell } from "$shell";
import { FakeTill } from "$testing/fakeTill";
import { goods } from "$testing/goods";
import { press, scan, settle, type } from "$testing/keyboard";
import LockableSale from "$testing/LockableSale.svelte";

vi.mock("$app/navigation", () => ({ goto: vi.fn(), afterNavigate: vi.fn() }));
vi.mock("$app/state", () => ({ page: { route: { id: "/(till)" }, url: new URL("http://till/") } }));

describe("the lock", () => {
  let till: FakeTill;

  beforeEach(async () => {
    vi.useFakeTimers();
    till = new FakeTill();
    useShell(till);
    await session.refresh();
    render(LockableSale);
    await settle();
    scan(goods[0]?.code ?? "");
    await settle();
  });

  afterEach(async () => {
    cleanup();
    await settle(1000);
    vi.useRealTimers();
  });

  const lock = async () => {
    await session.lock();
    await settle();
  };
  const pin = () => screen.getByLabelText<HTMLInputElement>("Escribe tu PIN");

  it("lets no key and no scan through to the sale behind it", async () => {
    await lock();
    expect(document.activeElement).toBe(pin());
    press("F2");
    scan(goods[1]?.code ?? "");
    await settle();
    expect(till.cart.lines).toHaveLength(1);
    expect(pin().value, "nothing of the scan stays in the PIN").toBe("");
    expect(screen.queryByRole("textbox", { name: "Recibido en efectivo" })).toBeNull();
  });

  it("puts an open dialog away and brings it back as it was", async () => {
    press("F5");
    await settle();
    type("Ana");
    await settle();
    await lock();
    expect(screen.queryByRole("dialog")).toBeNull();
    type("2468");
    await settle();
    pin().form?.requestSubmit();
    await settle();
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Nombre para reconocerla" }).value).toBe("Ana");
  });

  it("opens on the same sale", async () => {
    await lock();
    type("2468");
    await settle();
    pin().form?.requestSubmit();
    await settle();
    expect(document.activeElement).toBe(screen.getByRole("combobox", { name: "Escanea o busca un producto" }));
    press("F2");
    await settle();
    expect(screen.getByRole("textbox", { name: "Recibido en efectivo" })).toBeTruthy();
  });
});
