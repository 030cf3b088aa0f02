import { beforeEach, expect, it } from "vitest";
import { useShell } from "$shell";
import { FakeOffice } from "$testing/fakeOffice";
import { LicenceController } from "./licence.svelte";

let office: FakeOffice;
const posted = () => office.calls.filter(({ method }) => method === "POST").map(({ path }) => path);

beforeEach(() => {
  localStorage.clear();
  useShell((office = new FakeOffice()));
});

async function shown() {
  const licence = new LicenceController();
  await licence.standing.refresh();
  return licence;
}

it("is always announced once nothing can be sold", async () => {
  const licence = await shown();
  licence.hear();
  expect(licence.announced).toBe(true);
});

it("is announced once a day while one can sell", async () => {
  office.licence = { ...office.licence, state: "grace" };
  const licence = await shown();
  expect(licence.announced).toBe(true);
  licence.hear();
  expect((await shown()).announced).toBe(false);
  office.licence = { ...office.licence, notice: "2026-11-21" };
  expect((await shown()).announced).toBe(true);
});

it("stands as the import says, at once", async () => {
  const licence = await shown();
  await licence.takePasted();
  expect(licence.textMissing).toBe(true);
  licence.pasted = " CASERITA1 ";
  await licence.takePasted();
  expect(licence.locked).toBe(false);
  expect(posted()).toEqual(["/v1/licence/import"]);
});

it("sends a code only when it is whole", async () => {
  const licence = await shown();
  licence.code = "ABCDE";
  await licence.useCode();
  expect(licence.codeShort).toBe(true);
  licence.code = "ABCDE-12345";
  await licence.useCode();
  expect(licence.value?.days_left).toBe(3);
  expect(posted()).toEqual(["/v1/licence/code"]);
});
