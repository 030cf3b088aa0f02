import { expect, it } from "vitest";
import { count, isLicence, isTorn, tidy } from "./pieces";

const part = (at: number, of = 2, tag = "AB12CD34") => `CASERITA:PART1:${at}:${of}:${tag}:XYZ${at}`;

it("tells a licence from what is sold", () => {
  expect([isLicence(part(1)), isLicence("caserita:key1:"), isLicence("7750000000001")]).toEqual([true, true, false]);
});

it("counts what is whole and what is missing, in any order and with repeats", () => {
  expect(count("")).toEqual({ whole: 0, missing: 0 });
  expect(count(part(2))).toEqual({ whole: 0, missing: 1 });
  expect(count([part(2), part(2), part(1, 3, "00000000"), part(1)].join("\n"))).toEqual({ whole: 1, missing: 2 });
  expect(count(`CASERITA:KEY1:AB:CD\n${part(1)}`)).toEqual({ whole: 1, missing: 1 });
});

it("rights what another keyboard or Caps Lock spoiled, and leaves a file as it is", () => {
  expect(tidy("  caseritaÑpart1Ñ1Ñ2Ñab12cd34Ñxyz1 \r\n")).toBe(part(1));
  expect(tidy(`${part(1)}\n\n${part(1)}`)).toBe(part(1));
  expect(tidy("-----BEGIN POS LEASE v1-----\naB_-.c\n-----END POS LEASE v1-----\n")).toBe(
    "-----BEGIN POS LEASE v1-----\naB_-.c\n-----END POS LEASE v1-----",
  );
});

it("lets a part that is read again take the place of what was read by half", () => {
  const whole = part(1);
  expect(tidy(`${whole.slice(0, -2)}\n${part(2)}\n${whole}`)).toBe(`${part(2)}\n${whole}`);
  expect([isTorn("7750000000001"), isTorn("A".repeat(200))]).toEqual([false, true]);
});
