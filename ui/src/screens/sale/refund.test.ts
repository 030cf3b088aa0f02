import { cleanup, render } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { goto } from "$app/navigation";
import { pressed } from "$lib/hotkeys";
import { session } from "$lib/session.svelte";
import { useShell } from "$shell";
import { FakeTill } from "$testing/fakeTill";
import { press, settle } from "$testing/keyboard";
import Sale from "./Sale.svelte";

vi.mock("$app/navigation", () => ({ goto: vi.fn() }));

beforeEach(async () => {
  vi.useFakeTimers();
  useShell(new FakeTill());
  await session.refresh();
  window.addEventListener("keydown", pressed);
  render(Sale);
  await settle();
});

afterEach(async () => {
  cleanup();
  window.removeEventListener("keydown", pressed);
  await settle(6000);
  vi.useRealTimers();
});

it("F8 goes from Venta to the sale that something comes back of", () => {
  press("F8");
  expect(goto).toHaveBeenCalledWith("/ventas");
});
