import { describe, expect, it } from "vitest";
import { shop } from "$testing/officeData";
import { logoLimit, readLogo } from "./logo";
import { pinErrors } from "./people.svelte";
import { rucNote } from "./ruc";
import { shopOf, shopValues } from "./shop.svelte";

const png = (size: number) => {
  const bytes = new Uint8Array(size);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new File([bytes], "logo.png", { type: "image/png" });
};

describe("settings", () => {
  it("says how many digits a RUC lacks, and nothing of an empty or a whole one", () => {
    expect(rucNote("2060944127")).toBe("Falta 1 dígito: son 11.");
    expect(rucNote("")).toBeNull();
    expect(rucNote("20609441278")).toBeNull();
  });

  it("wants a PIN of four to six digits, twice the same", () => {
    expect(pinErrors({ pin: "123", again: "123" })).toHaveProperty("pin");
    expect(pinErrors({ pin: "2846", again: "2864" })).toHaveProperty("again");
    expect(pinErrors({ pin: "2846", again: "2846" })).toEqual({});
  });

  it("sends the shop's empty fields as nothing", () => {
    const values = { ...shopValues(shop), phone: "  " };
    expect(shopOf(values)).toEqual({ ...shop, phone: null });
  });

  it("reads a PNG and refuses anything else or larger", async () => {
    expect(await readLogo(png(16))).toHaveProperty("png");
    expect(await readLogo(png(logoLimit + 1))).toHaveProperty("error");
    expect(await readLogo(new File(["GIF89a"], "logo.png"))).toHaveProperty("error");
  });
});
