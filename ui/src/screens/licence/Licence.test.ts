import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { goto } from "$app/navigation";
import { pressed } from "$lib/hotkeys";
import { keepForLicence } from "$domains/licence/kept";
import { session } from "$lib/session.svelte";
import { startWedge, takeKept } from "$lib/wedge";
import { useShell } from "$shell";
import { FakeOffice } from "$testing/fakeOffice";
import { papers, provider, request } from "$testing/licenceData";
import { scan, settle } from "$testing/keyboard";
import Licence from "./Licence.svelte";

vi.mock("$app/navigation", () => ({ goto: vi.fn() }));

const words = () => document.body.textContent?.replace(/\s+/g, " ") ?? "";

describe("the licence screen", () => {
  let office: FakeOffice;
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    useShell((office = new FakeOffice()));
    office.licence = { ...office.licence, papers, provider };
    stop = startWedge();
    window.addEventListener("keydown", pressed);
  });
  afterEach(async () => {
    cleanup();
    stop();
    window.removeEventListener("keydown", pressed);
    await settle(6000);
    vi.useRealTimers();
  });

  async function show() {
    await session.refresh();
    render(Licence);
    await settle();
  }

  it("takes one code after another from a scanner, in any order and wherever the focus is", async () => {
    await show();
    for (const { text } of [...request.qr_parts].reverse()) {
      scan(text);
      await settle();
    }
    scan(request.qr_parts[0]?.text ?? "");
    await settle();
    const lines = screen.getByLabelText<HTMLTextAreaElement>("Texto del QR").value.trim().split("\n");
    expect(lines).toEqual([...request.qr_parts].reverse().map(({ text }) => text));
    expect(words()).toContain("1 código completo.");
  });

  it("leads from the last code to taking it, and back to the top once it was taken", async () => {
    await show();
    const use = screen.getByRole("button", { name: "Usar este texto" });
    scan(request.qr_parts[0]?.text ?? "");
    await settle();
    expect(document.activeElement, "a part is missing").not.toBe(use);
    scan(request.qr_parts[1]?.text ?? "");
    await settle();
    expect(document.activeElement).toBe(use);
    use.click();
    await settle();
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Licencia");
  });

  it("takes what was read on another screen", async () => {
    keepForLicence(request.qr_parts[0]?.text ?? "");
    await show();
    expect(words()).toContain("Falta 1 parte.");
  });

  it("leaves a product to the sale", async () => {
    await show();
    scan("7750000000001");
    await settle();
    expect(takeKept()).toEqual([{ code: "7750000000001", quantity: null }]);
    expect(goto).toHaveBeenCalledWith("/");
  });

  it("draws the request, each part with its name", async () => {
    await show();
    const pictures = document.querySelectorAll("img");
    expect([...pictures].map(({ alt }) => alt)).toEqual([
      "QR con la parte 1 de 2 de la solicitud de esta caja",
      "QR con la parte 2 de 2 de la solicitud de esta caja",
    ]);
    expect(decodeURIComponent(pictures[0]?.src ?? "")).toContain('<svg id="1"/>');
    expect(words()).toContain("Parte 2 de 2");
    expect(words(), "its text is to be copied, not read").not.toContain("BEGIN POS");
  });

  it("says whom to call, how to pay, what was agreed and the code in groups", async () => {
    await show();
    for (const said of [provider.name, provider.phone, ...provider.payment, "Mensual, S/ 59"]) {
      expect(words()).toContain(said);
    }
    expect(words()).toContain("ABCD1234-L1-0-1120");
    screen.getByRole("button", { name: "Escribir por WhatsApp" }).click();
    await settle();
    expect(office.opened[0]).toMatch(/^https:\/\/wa\.me\/51987654321\?text=.*ABCD1234-L1-0-1120/);
  });

  it("names what is held in plain words, and leaves out other trades", async () => {
    await show();
    expect(words()).toContain("Minimarket, Comprobantes electrónicos");
    expect(words()).toContain("Empezar una venta");
    expect(words()).not.toContain("notas clínicas");
  });

  it("leads through three steps until something was brought", async () => {
    office.licence = { ...office.licence, state: "trial", days_left: 30, papers: null };
    await show();
    screen.getByRole("button", { name: "Traerla" }).click();
    expect(document.activeElement?.id).toBe("traer");
    screen.getByRole("button", { name: "Ver la solicitud" }).click();
    expect(document.activeElement?.id).toBe("solicitud");
    cleanup();
    office.licence = { ...office.licence, papers };
    await show();
    expect(screen.queryByRole("button", { name: "Traerla" })).toBeNull();
  });

  it("says plainly that a build is for demonstration", async () => {
    office.licence = { ...office.licence, demo_roots: true };
    await show();
    expect(words()).toContain("Esta versión es de demostración");
  });

  it("stands anew at once when the till says so", async () => {
    await show();
    expect(words()).toContain("no se pueden empezar ventas");
    office.licence = { ...office.licence, state: "active" };
    office.till.changed("licence");
    await settle();
    expect(words()).toContain("Tu licencia está al día.");
  });
});
