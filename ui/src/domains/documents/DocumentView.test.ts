import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FiscalDocument, FiscalStatus } from "$api";
import { fiscalTrouble } from "$lib/i18n";
import { session } from "$lib/session.svelte";
import { useShell } from "$shell";
import { documentOf, documents, status } from "$testing/documentData";
import { FakeOffice } from "$testing/fakeOffice";
import { OpenDocument } from "./document.svelte";
import DocumentView from "./DocumentView.svelte";

const words = () => document.body.textContent?.replace(/\s+/g, " ") ?? "";

describe("an electronic document in plain words", () => {
  beforeEach(async () => {
    useShell(new FakeOffice().issues());
    await session.refresh();
  });
  afterEach(cleanup);

  function show(at: number, more: Partial<FiscalDocument> = {}, line: FiscalStatus = status) {
    const row = documents[at];
    if (!row) throw new Error("no such document");
    const open = new OpenDocument();
    const onopen = vi.fn<(id: string) => void>();
    open.set({ ...documentOf(row), ...more });
    render(DocumentView, { open, number: row.number, line, onopen });
    return onopen;
  }

  it("says until when it can wait, why it waits, and can be sent now", () => {
    show(0);
    expect(words()).toContain("Vence el 25 nov, quedan 5 días.");
    expect(words()).toContain(fiscalTrouble("sunat.unreachable"));
    expect(screen.getByRole("button", { name: "Enviar ahora" })).toBeTruthy();
  });

  it("says what stops the whole line when nothing is said of itself", () => {
    show(0, { waits_for: null }, { ...status, trouble: "sunat.credentials" });
    expect(words()).toContain(fiscalTrouble("sunat.credentials"));
  });

  it("turns a rejection into what to do, with SUNAT's own words below", () => {
    show(1, { code: 2017, text: "El numero de documento de identidad del receptor debe ser RUC" });
    expect(words()).toContain("Qué hacer: La factura necesita un cliente con RUC.");
    expect(words()).toContain("SUNAT dijo (código 2017): El numero de documento");
    expect(screen.queryByRole("button", { name: "Enviar ahora" }), "what SUNAT decided is not sent again").toBeNull();
  });

  it("tells every step, who asked for it and what SUNAT observed", () => {
    show(4, {
      history: [
        { event: "requeued", at: "2026-11-20T16:41:00Z", by: "Charo Huamán", notes: [] },
        { event: "observed", at: "2026-11-20T16:42:00Z", code: 0, text: "aceptado", notes: ["4252 - Una observación"] },
      ],
    });
    expect(words()).toContain("Puesta otra vez en camino");
    expect(words()).toContain("Por Charo Huamán");
    expect(words()).toContain("4252 - Una observación");
    expect(screen.getByRole("button", { name: "Constancia (CDR)" })).toBeTruthy();
  });

  it("says of each refusal how to issue it anew", () => {
    for (const code of [2108, 2325, 2800, 3100]) {
      show(1, { code });
      expect(words(), String(code)).toContain("Emitir de nuevo");
      cleanup();
    }
    show(3, { can_reissue: true });
    expect(words(), "a note without what it corrected").toContain("Emitir de nuevo");
    expect(screen.queryByRole("button", { name: "Enviar ahora" })).toBeNull();
  });

  it("says why it cannot be issued anew", () => {
    show(1, { can_reissue: false, reissue_blocked: "document.elsewhere" });
    expect(words()).toContain("No se puede emitir de nuevo. Ese comprobante es de otro ambiente");
    expect(words()).not.toContain("Qué hacer");
    cleanup();
    show(2, { reissue_blocked: "document.not_rejected" });
    expect(words(), "of a good number there is nothing to say").not.toContain("No se puede");
  });

  it("leaves in peace what another has replaced, and leads there and back", () => {
    const by = { replaced_by_id: "d9", replaced_by_number: "FX01-00000009" };
    const onopen = show(1, { can_reissue: false, reissue_blocked: "document.replaced", ...by });
    expect(words()).toContain("Reemplazada");
    expect(words()).not.toMatch(/Qué hacer|No se puede|Rechazada(?! por)/);
    for (const link of screen.getAllByRole("button", { name: "FX01-00000009" })) link.click();
    expect(onopen.mock.calls, "in its detail and in its history").toEqual([["d9"], ["d9"]]);
    cleanup();
    show(0, { replaces_id: "d2", replaces_number: "FX01-00000002" });
    expect(screen.getAllByRole("button", { name: "FX01-00000002" })).toHaveLength(2);
  });

  it("leads to the notes that correct it", () => {
    const note = {
      ...documentOf(documents[2] as (typeof documents)[number]),
      id: "n1",
      kind: "credito_boleta" as const,
    };
    const onopen = show(2, { notes: [note] });
    screen.getByRole("button", { name: /Nota de crédito/ }).click();
    expect(onopen).toHaveBeenCalledWith("n1");
  });
});
