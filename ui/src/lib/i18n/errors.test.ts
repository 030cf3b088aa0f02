import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NoAnswerError, ProblemError } from "$api/problem";
import { errors } from "./es/errors";
import { fiscalTrouble, troubleParts } from "./es/fiscal";
import { explain } from "./explain";

/** What the API and its workers can say, read where they say it. */
const source = (path: string) => readFileSync(`../crates/${path}`, "utf8");
const refusals = [...source("api/src/code.rs").matchAll(/^ {4}\w+ = "([a-z_.]+)",$/gm)].map(([, code]) => code ?? "");
const waits = readdirSync("../crates/app/src/fiscal")
  .flatMap((file) => [...source(`app/src/fiscal/${file}`).matchAll(/"(sunat\.\w+)"/g)])
  .map(([, code]) => code ?? "");

it("knows every code the API refuses with", () => {
  expect(refusals.length).toBeGreaterThan(100);
  expect(refusals.filter((code) => !(code in errors))).toEqual([]);
});

describe("every reason to wait for SUNAT", () => {
  it.each([...new Set(waits)])("%s has its own words", (code) => {
    const { short, what, safe, next } = troubleParts(code);
    if (code !== "sunat.odd") expect(fiscalTrouble(code)).not.toBe(fiscalTrouble("sunat.moon"));
    for (const part of [what, safe, next]) expect(part).toMatch(/^\S.*\.$/su);
    expect(short.length).toBeLessThan(30);
  });
});

describe("every refusal", () => {
  it.each(Object.keys(errors))("%s says what happened, whether it is safe and what to do", (code) => {
    const said = explain(new ProblemError({ code, args: {} }));
    for (const part of [said.what, said.safe, said.next]) {
      expect(part, `${code} leaves nobody without words`).toMatch(/^\S.*[.?]$/su);
      expect(part).not.toMatch(/undefined|NaN|!/);
    }
    expect(said.code).toBe(code);
  });

  it("fills in its parts", () => {
    const short = explain(new ProblemError({ code: "payment.short", args: { missing: 1250 } }));
    expect(short.what).toBe("Faltan S/\u00a012.50.");
    const over = explain(
      new ProblemError({ code: "access.over_ceiling", args: { what: "discount", asked: 1500, allowed: 1000 } }),
    );
    expect(over.what).toBe("Pediste 15\u00a0% y puedes hasta 10\u00a0%.");
  });

  it("of a code not known yet is still an internal failure, with its code", () => {
    const said = explain(new ProblemError({ code: "moon.full", args: {}, support_id: "A1B2" }));
    expect([said.what, said.code]).toEqual(["Algo falló dentro del programa.", "moon.full · A1B2"]);
  });

  it("promises nothing when no answer came", () => {
    expect(explain(new NoAnswerError("cut")).safe).toContain("No cobres otra vez");
  });
});
