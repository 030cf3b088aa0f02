import { describe, expect, it } from "vitest";
import type { Ability, Certificate, FiscalStatus } from "$api";
import { alertFor } from "./alert";

const certificate: Certificate = {
  ...{ owner: "ROSARIO HUAMAN", authority: "ENTIDAD", ruc: "20123456786", serial: "1f" },
  ...{ from: "2026-01-01T00:00:00Z", until: "2027-12-31T00:00:00Z", days_left: 400, valid: true, warn: false },
};
const well: FiscalStatus = {
  ...{ environment: "production", unsigned: 0, pending: 0, broken: 0, voiding: 0, oldest: null, deadline: null },
  ...{ days_left: null, trouble: null, next_try: null, certificate },
};
const owner = () => true;
const told = (status: Partial<FiscalStatus>, can: (ability: Ability) => boolean = owner) =>
  alertFor({ ...well, ...status }, can, false);
const ending = { ...certificate, days_left: 12, warn: true };

describe("what the top bar says of documents", () => {
  it("is nothing when all is well, when they are off, or when they only wait for the line", () => {
    expect(told({})).toBeNull();
    expect(told({ environment: null, certificate: null, broken: 2 })).toBeNull();
    expect(told({ pending: 40, days_left: 4, trouble: "sunat.unreachable" })).toBeNull();
  });

  it.each<[string, Partial<FiscalStatus>, string, string]>([
    ["the last day", { pending: 3, days_left: 0 }, "3 por enviar · vence hoy", "danger"],
    ["too late", { pending: 3, days_left: -2 }, "3 por enviar · plazo vencido", "danger"],
    ["soon", { pending: 1, days_left: 1 }, "1 por enviar · vence mañana", "warn"],
    ["rejected", { broken: 2 }, "2 rechazados", "danger"],
    ["a user refused", { trouble: "sunat.credentials" }, "SUNAT rechazó tu usuario", "danger"],
    ["no user", { trouble: "sunat.no_user" }, "Falta el usuario SOL", "warn"],
    ["no certificate", { certificate: null, unsigned: 5 }, "Falta el certificado", "warn"],
    ["an old certificate", { certificate: { ...certificate, valid: false } }, "Certificado vencido", "danger"],
    ["a certificate that ends", { certificate: ending }, "Certificado vence en 12 días", "warn"],
  ])("says %s", (_, status, text, tone) => {
    expect(told(status)).toMatchObject({ text, tone });
  });

  it("says one thing, the worst first", () => {
    const all: Partial<FiscalStatus> = { pending: 3, days_left: 0, broken: 2, certificate: ending };
    expect(told({ ...all, trouble: "sunat.credentials" })?.text).toBe("SUNAT rechazó tu usuario");
    expect(told(all)?.text).toBe("3 por enviar · vence hoy");
    expect(told({ ...all, days_left: 2 })?.text).toBe("2 rechazados");
    expect(told({ ...all, days_left: 2, broken: 0 })?.text).toBe("3 por enviar · vence en 2 días");
  });

  it("leads to where it is mended, and is told to who can", () => {
    expect(told({ broken: 2 })?.href).toBe("/ventas");
    expect(told({ certificate: null })?.href).toBe("/ajustes?seccion=comprobantes");
    const technician = (ability: Ability) => ability === "edit_settings";
    expect(told({ broken: 2, certificate: ending }, technician)?.text).toBe("Certificado vence en 12 días");
  });

  it("leaves who sells alone in front of a customer", () => {
    const cashier = (ability: Ability) => ability !== "edit_settings";
    expect(alertFor({ ...well, broken: 2 }, cashier, true)).toBeNull();
    expect(alertFor({ ...well, broken: 2 }, cashier, false)?.text).toBe("2 rechazados");
    expect(alertFor({ ...well, broken: 2 }, owner, true)?.text).toBe("2 rechazados");
  });
});
