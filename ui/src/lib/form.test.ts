import { describe, expect, it } from "vitest";
import { ProblemError } from "$api";
import { Form } from "./form.svelte";

const form = () => new Form({ name: "Bodega", ruc: "" }, { "shop.ruc_invalid": "ruc" });
const refused = (code: string) => () => Promise.reject(new ProblemError({ code, args: {} }));

describe("a form", () => {
  it("is dirty until what was typed is kept", () => {
    const one = form();
    expect(one.dirty).toBe(false);
    one.values.name = "Bodega Doña Charo";
    expect(one.dirty).toBe(true);
    one.reset({ name: "Bodega Doña Charo", ruc: "" });
    expect(one.dirty).toBe(false);
  });

  it("puts a refusal beside its field", async () => {
    const one = form();
    await one.send(refused("shop.ruc_invalid"));
    expect(one.errors.ruc).toContain("RUC");
    expect(one.act.error, "it is said once").toBeNull();
  });

  it("stops blaming a field that is written again", async () => {
    const one = form();
    await one.send(refused("shop.ruc_invalid"));
    one.values.name = "Otra bodega";
    expect(one.errors.ruc, "another field does not right it").toContain("RUC");
    one.values.ruc = "20";
    expect(one.errors).toEqual({});
  });

  it("keeps a refusal that is about no field", async () => {
    const one = form();
    await one.send(refused("store.disk_full"));
    expect(one.errors).toEqual({});
    expect(one.act.error).toBeInstanceOf(ProblemError);
  });

  it("sends nothing while something is wrong", async () => {
    const one = form();
    let sent = 0;
    await one.send(() => Promise.resolve(++sent), { name: "Escribe el nombre." });
    expect(sent).toBe(0);
    expect(one.errors.name).toBe("Escribe el nombre.");
  });
});
