import { cleanup, render } from "@testing-library/svelte";
import { afterEach, expect, it } from "vitest";
import type { Licence } from "$api";
import { licence, papers } from "$testing/licenceData";
import StateCard from "./StateCard.svelte";

afterEach(cleanup);

const words = () => document.body.textContent?.replace(/\s+/g, " ") ?? "";

function show(more: Partial<Licence>) {
  render(StateCard, { licence: { ...licence, ...more } });
  return document.querySelector("h2")?.textContent;
}

it.each<[string, Partial<Licence>]>([
  ["Estás probando Caserita: te quedan 30 días.", { state: "trial", days_left: 30 }],
  ["Estás probando Caserita: te queda 1 día.", { state: "trial", days_left: 1 }],
  ["Estás probando Caserita: hoy es el último día.", { state: "trial", days_left: 0 }],
  ["Tu licencia está al día.", { state: "active", papers }],
  ["Tu licencia es para siempre.", { state: "active", papers: { ...papers, plan: "perpetual" } }],
  ["Tu prueba terminó. Hoy es el último día para vender.", { state: "grace", days_left: 0 }],
  [
    "Tu licencia venció. Todavía puedes vender.",
    { state: "grace", last_import: { at: "2026-11-01T12:00:00Z", channel: "file" } },
  ],
  ["Tu licencia vence en 5 días.", { state: "warn", days_left: 5, papers }],
  ["Tu proveedor suspendió la licencia.", { state: "active", papers, flags: ["suspension_pending"] }],
  ["Tu licencia vence hoy.", { state: "warn", days_left: 0, papers }],
  ["Tu licencia venció. Puedes vender 4 días más.", { state: "grace", days_left: 4, papers }],
  ["Tu prueba terminó. Puedes vender 4 días más.", { state: "grace", days_left: 4 }],
  ["Tu licencia venció: no se pueden empezar ventas.", { state: "locked_readonly", papers }],
  ["Tu prueba terminó: no se pueden empezar ventas.", { state: "locked_readonly" }],
  ["Tu licencia está suspendida: no se pueden empezar ventas.", { state: "suspended", papers }],
  ["Es una tienda de demostración: nunca se bloquea.", { state: "trial", demo: true }],
])("%s", (headline, more) => {
  expect(show(more)).toBe(headline);
  expect(words()).not.toMatch(/undefined|null|NaN/);
});

it("asks to activate what was never paid, and offers no code where none would help", () => {
  show({ state: "warn", days_left: 3 });
  expect(words()).toContain("Actívala antes");
  cleanup();
  show({ state: "locked_readonly" });
  expect(words()).toContain("Trae el archivo o el QR que");
  cleanup();
  show({ state: "locked_readonly", papers, voice: { lease_id: papers.lease_id, rev: 2, counter: 1 } });
  expect(words()).toContain("Trae el archivo, el QR o el código que");
});

it("is calm only when nothing is left to do", () => {
  const calm = "No tienes que hacer nada.";
  show({ state: "active", papers, flags: ["updates_ended"] });
  expect(words()).toContain(calm);
  cleanup();
  show({ state: "active", papers, flags: ["device_moved"] });
  expect(words()).not.toContain(calm);
});

it("says why it was suspended", () => {
  show({ state: "suspended", suspended: "Pago devuelto: llámanos" });
  expect(words()).toContain("Motivo: Pago devuelto: llámanos");
});

it("shows both clocks when the machine's is wrong, and says it once", () => {
  const clock = { machine: "2026-11-18T13:00:00Z", trusted: "2026-11-20T13:00:00Z", fault: "behind" } as const;
  show({ state: "active", papers, flags: ["clock_suspect"], clock });
  expect(words()).toMatch(/está atrasado.*La computadora dice 18 nov, 08:00 · La licencia va con 20 nov, 08:00/);
  expect(words()).not.toContain("no está bien");
});
