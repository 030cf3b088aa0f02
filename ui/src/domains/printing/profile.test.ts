import { describe, expect, it } from "vitest";
import { profile } from "$testing/officeData";
import { ProfileForm, profileErrors, profileOf, profileValues } from "./profile.svelte";

describe("a printer profile", () => {
  it("comes back from its fields as it was", () => {
    expect(profileOf(profileValues(profile))).toEqual(profile);
    const bare = { ...profile, transport: { kind: "none" as const }, drawer: null };
    expect(profileOf(profileValues(bare))).toEqual(bare);
  });

  it("needs what its connection needs, and no more", () => {
    const values = profileValues(profile);
    expect(profileErrors({ ...values, host: " ", port: "0" })).toHaveProperty("host");
    expect(profileErrors({ ...values, port: "70000" })).toHaveProperty("port");
    expect(profileErrors({ ...values, kind: "file", file: "/tmp/tickets", port: "" })).toEqual({});
    expect(profileErrors({ ...values, kind: "device", device: "" })).toHaveProperty("device");
  });

  it("checks the drawer only where there is one", () => {
    const values = { ...profileValues(profile), on_ms: "9000" };
    expect(profileErrors(values)).toHaveProperty("on_ms");
    expect(profileErrors({ ...values, drawer: false })).toEqual({});
  });

  it("goes to the usual dots with the columns", () => {
    const form = new ProfileForm(profile);
    form.setColumns("48");
    expect(form.values.dots).toBe("576");
  });
});
