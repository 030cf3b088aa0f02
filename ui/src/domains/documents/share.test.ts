import { describe, expect, it } from "vitest";
import { isMail, mail, mobile, whatsapp } from "./share";

describe("sending to a customer", () => {
  it("reads a Peruvian mobile however it is written", () => {
    for (const written of ["987654321", "987 654 321", "+51 987-654-321", "(51)987654321"]) {
      expect(mobile(written), written).toBe("987654321");
    }
    for (const written of ["", "12", "887654321", "9876543210", "01 4567890"])
      expect(mobile(written), written).toBeNull();
  });

  it("writes addresses that carry the whole message", () => {
    expect(whatsapp("987654321", "Total S/ 5.00 & más")).toBe(
      "https://wa.me/51987654321?text=Total%20S%2F%205.00%20%26%20m%C3%A1s",
    );
    expect(mail(" ana@correo.pe ", "Boleta B001-1", "Hola")).toBe(
      "mailto:ana%40correo.pe?subject=Boleta%20B001-1&body=Hola",
    );
  });

  it("knows a mail by its shape", () => {
    expect(["ana@correo.pe", "ana@correo", "ana", ""].map(isMail)).toEqual([true, false, false, false]);
  });
});
