import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ImportItem } from "$api";
import { session } from "$lib/session.svelte";
import { toasts } from "$lib/toasts.svelte";
import { useShell } from "$shell";
import { FakeOffice, Refused } from "$testing/fakeOffice";
import { papers } from "$testing/licenceData";
import Bring from "./Bring.svelte";
import { LicenceController } from "./licence.svelte";

const voice = { lease_id: papers.lease_id, rev: 2, counter: 1 };
const words = () => document.body.textContent?.replace(/\s+/g, " ") ?? "";

describe("bringing a licence", () => {
  let office: FakeOffice;
  let licence: LicenceController;

  async function show() {
    await session.refresh();
    licence = new LicenceController();
    await licence.standing.refresh();
    render(Bring, { licence });
  }

  beforeEach(() => {
    useShell((office = new FakeOffice()));
    office.licence = { ...office.licence, papers, voice };
    toasts.dismiss();
  });
  afterEach(cleanup);

  let series: string[] = [];

  function brings(...items: Partial<ImportItem>[]) {
    const whole = items.map((item) => ({ kind: "LEASE", id: "x", rev: 2, outcome: "new" as const, ...item }));
    office.instead = ({ path }) =>
      path.endsWith("/import")
        ? { items: whole, changed: true, series, licence: { ...office.licence, state: "active" } }
        : undefined;
  }

  it("says in words what was taken in and what was refused, the code only beside it", async () => {
    brings(
      { kind: "KEY", rev: 0 },
      { kind: "LICENCE", rev: 1, outcome: "same" },
      { outcome: "refused", code: "licence.other_device" },
    );
    await show();
    licence.pasted = "CASERITA:KEY1:AB:CD";
    await userEvent.click(screen.getByRole("button", { name: "Usar este texto" }));
    await waitFor(() => expect(words()).toContain("Permiso de esta caja: no se aceptó."));
    expect(words()).toContain("Ese permiso es de otra computadora. Envía a tu proveedor la solicitud de esta caja");
    expect(words()).toContain("Código licence.other_device");
    expect(words()).toContain("Licencia (revisión 1): ya estaba en esta caja.");
    expect(words(), "whose key signed is nobody's business").not.toContain("Llave");
    expect(toasts.current, "half of it is no news to go away").toBeNull();
    expect(licence.pasted, "what was read is kept").not.toBe("");
  });

  it("says until when it is paid, and by which series the till numbers, once everything was taken", async () => {
    series = ["B002", "NV02"];
    brings({});
    await show();
    const file = new File([], "caja1.txt");
    // jsdom reads no files.
    file.text = () => Promise.resolve("-----BEGIN POS LEASE v1-----");
    await userEvent.upload(screen.getByLabelText("Archivo de licencia"), file);
    await waitFor(() => expect(toasts.current?.text).toBe("Licencia activada: pagada hasta el 20 dic"));
    expect(words()).toContain("Permiso de esta caja (revisión 2): se recibió, pagado hasta el 20 dic.");
    expect(words()).toMatch(/Esta es la caja \d de tu tienda: desde ahora numera con B002, NV02\./);
    series = [];
  });

  it("keeps a text that was refused, and says why", async () => {
    await show();
    office.instead = ({ path }) => {
      if (path.endsWith("/import")) throw new Refused("licence.incomplete");
      return undefined;
    };
    licence.pasted = "CASERITA:PART1:1:2:AB12CD34:XYZ";
    await userEvent.click(screen.getByRole("button", { name: "Usar este texto" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Falta leer un código QR.");
    expect(screen.getByText("Falta 1 parte.")).toBeTruthy();
    expect(licence.pasted).toContain("PART1");
  });

  it("asks for a code only when it would lend something", async () => {
    office.licence = { ...office.licence, voice: null };
    await show();
    expect(screen.queryByLabelText("Código")).toBeNull();
    expect(words()).toContain("Sirve cuando la licencia ya venció");
  });

  it("says how many tries a wrong code leaves, and until when to wait", async () => {
    await show();
    const field = screen.getByLabelText("Código");
    await userEvent.type(field, "ABC{Enter}");
    expect(words()).toContain("Un código tiene diez letras o números.");
    const refuse = (code: string, args: Record<string, string | number>) => {
      office.instead = ({ path }) => {
        if (path.endsWith("/code")) throw new Refused(code, args);
        return undefined;
      };
    };
    refuse("voice.wrong", { left: 2 });
    await userEvent.type(field, "DE-12345{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("Ese código no es. Te quedan 2 intentos.");
    refuse("voice.paused", { until: "2026-11-20T18:30:00Z" });
    await userEvent.type(field, "{Enter}");
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("Espera hasta las 13:30"));
    expect((field as HTMLInputElement).value, "what was typed stays").toBe("ABCDE-12345");
  });
});
