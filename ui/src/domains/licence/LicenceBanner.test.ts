import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, it } from "vitest";
import { useShell } from "$shell";
import { FakeOffice } from "$testing/fakeOffice";
import { papers } from "$testing/licenceData";
import { saying } from "./licence.svelte";
import LicenceBanner from "./LicenceBanner.svelte";

let office: FakeOffice;

beforeEach(() => {
  localStorage.clear();
  useShell((office = new FakeOffice()));
  office.licence = { ...office.licence, papers };
});
afterEach(cleanup);

const rest = () => new Promise((done) => setTimeout(done, 20));

it("goes away for the day while one can sell, and comes back the next", async () => {
  office.licence = { ...office.licence, state: "warn", days_left: 5 };
  render(LicenceBanner);
  expect(await screen.findByText("Tu licencia vence en 5 días.")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Hoy no" }));
  expect(screen.queryByText(/vence en/)).toBeNull();
  cleanup();
  render(LicenceBanner);
  await rest();
  expect(screen.queryByText(/vence en/)).toBeNull();
  cleanup();
  office.licence = { ...office.licence, days_left: 4, notice: "2026-11-21" };
  render(LicenceBanner);
  expect(await screen.findByText("Tu licencia vence en 4 días.")).toBeTruthy();
});

it("stays once nothing can be sold, with the way out", async () => {
  render(LicenceBanner);
  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByRole("link", { name: "Ver licencia" }).getAttribute("href")).toBe("/licencia");
});

it("is silent beside a screen that says it itself", async () => {
  render(LicenceBanner);
  await screen.findByRole("alert");
  const end = saying.begin();
  await tick();
  expect(screen.queryByRole("alert")).toBeNull();
  end();
  await tick();
  expect(screen.getByRole("alert")).toBeTruthy();
});
