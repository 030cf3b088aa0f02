import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { session } from "$lib/session.svelte";
import { useShell } from "$shell";
import { FakeOffice } from "$testing/fakeOffice";
import { settle } from "$testing/keyboard";
import Sale from "./Sale.svelte";

let office: FakeOffice;
beforeEach(() => {
  vi.useFakeTimers();
  useShell((office = new FakeOffice()));
  office.cash.session = null;
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** Shows Venta while the till has yet to say how the licence stands; gives the way to let it. */
async function show(): Promise<() => Promise<void>> {
  let answer: () => void = () => undefined;
  const said = new Promise<void>((resolve) => (answer = resolve));
  const call = office.call.bind(office);
  vi.spyOn(office, "call").mockImplementation(async (request) => {
    if (request.path === "/v1/licence") await said;
    return call(request);
  });
  await session.refresh();
  render(Sale);
  await settle();
  return () => (answer(), settle());
}

const float = () => screen.queryByLabelText("Sencillo en la gaveta");

it("asks for the float once the licence lets one sell", async () => {
  office.licence.state = "active";
  const answer = await show();
  expect(float()).toBeNull();
  await answer();
  expect(float()).not.toBeNull();
});

it("never asks for it where selling stopped", async () => {
  const answer = await show();
  expect(float()).toBeNull();
  await answer();
  expect(float()).toBeNull();
  expect(screen.getByRole("button", { name: /Traer la licencia/ })).toBe(document.activeElement);
});
