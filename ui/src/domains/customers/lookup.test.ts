import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CustomerInput } from "$api";
import { useShell } from "$shell";
import { FakeTill } from "$testing/fakeTill";
import { Lookup, oddStanding } from "./lookup.svelte";

const ruc = "20131312955";
const shop = { name: "FERRETERIA ROJAS S.A.C.", address: "JR. UNION 123", state: "ACTIVO", condition: "HABIDO" };
const draft = (doc_number: string): CustomerInput => ({
  ...{ doc_type: "dni", doc_number, name: "", phone: "999", address: "" },
});

describe("looking a customer up", () => {
  let till: FakeTill;
  beforeEach(() => {
    useShell((till = new FakeTill()));
    till.known = { [ruc]: { ...shop, cached: false }, "44718820": { name: "CHAVEZ RIOS NORMA", cached: false } };
  });

  it("is there once the owner chose a register", async () => {
    const lookup = new Lookup();
    const stop = lookup.start();
    await vi.waitFor(() => expect(till.calls).toHaveLength(1));
    expect(lookup.on).toBe(false);
    till.register = "https://api.ejemplo.pe/{numero}";
    till.changed("settings");
    await vi.waitFor(() => expect(lookup.on).toBe(true));
    stop();
  });

  it("fills in name and address, and leaves the rest", async () => {
    const company = draft(` ${ruc} `);
    expect(await new Lookup().ask(company)).toBe(true);
    expect(company).toMatchObject({ doc_type: "ruc", doc_number: ruc, name: shop.name, address: shop.address });
    expect(company.phone).toBe("999");
    const person = draft("44718820");
    expect(await new Lookup().ask(person)).toBe(true);
    expect(person).toMatchObject({ doc_type: "dni", name: "CHAVEZ RIOS NORMA", address: "" });
  });

  it("asks about nothing but a whole number", async () => {
    expect(await new Lookup().ask(draft("4471"))).toBe(false);
    expect(till.calls).toEqual([]);
  });

  it("says why nobody came, until another number is written", async () => {
    const lookup = new Lookup();
    const nobody = draft("20100070970");
    expect(await lookup.ask(nobody)).toBe(false);
    expect([lookup.act.error, nobody.name]).toMatchObject([{ code: "lookup.nobody" }, ""]);
    lookup.forget(nobody);
    expect(lookup.act.error).toBeNull();
  });

  it("never leaves the name of one number with another", async () => {
    const lookup = new Lookup();
    const company = draft(ruc);
    await lookup.ask(company);
    company.name = "Ferretería Rojas";
    company.doc_number = "20100070970";
    lookup.forget(company);
    expect(company, "what was written over stays").toMatchObject({ name: "Ferretería Rojas", address: "" });
  });

  it("fills nothing in when the number was changed meanwhile", async () => {
    const changed = draft(ruc);
    const asking = new Lookup().ask(changed);
    changed.doc_number = "20100070970";
    expect([await asking, changed.name]).toEqual([false, ""]);
  });

  it("warns of a RUC that SUNAT does not have as it should", async () => {
    till.known = { [ruc]: { ...shop, state: "BAJA DE OFICIO", condition: "NO HABIDO", cached: false } };
    const lookup = new Lookup();
    await lookup.ask(draft(ruc));
    expect(lookup.warning(ruc)).toBe("BAJA DE OFICIO, NO HABIDO");
    expect(lookup.warning("20100070970"), "of that number only").toBeNull();
    expect(oddStanding({ ...shop, cached: true })).toBeNull();
    expect(oddStanding({ name: "NORMA", cached: true }), "a person has none").toBeNull();
  });
});
