import { beforeEach, describe, expect, it, vi } from "vitest";
import { toasts } from "$lib/toasts.svelte";
import { useShell } from "$shell";
import { FakeOffice } from "$testing/fakeOffice";
import { OpenDocument } from "./document.svelte";

const settled = () => new Promise((done) => setTimeout(done, 20));

describe("one electronic document", () => {
  let office: FakeOffice;
  let open: OpenDocument;

  async function show(id: string) {
    open.show(id);
    await settled();
  }

  beforeEach(() => {
    useShell((office = new FakeOffice().issues()));
    open = new OpenDocument();
  });

  it("is gone at once when another is shown", async () => {
    await show("d1");
    expect(open.value?.number).toBe("BX01-00000001");
    open.show("d2");
    expect(open.value, "never one under the name of another").toBeNull();
    await settled();
    expect(open.value?.number).toBe("FX01-00000002");
  });

  it("is looked at again when something is done to its sale", async () => {
    const stop = open.start();
    await show("d2");
    office.calls = [];
    office.till.changed("sales");
    await vi.waitFor(() => expect(office.calls.map(({ path }) => path)).toEqual(["/v1/documents/d2"]));
    stop();
  });

  it("is sent again under its number", async () => {
    await show("d4");
    await open.resend();
    expect([open.value?.state, open.value?.number]).toEqual(["queued", "BX01-00000004"]);
  });

  it("hands over its files under its number", async () => {
    await show("d3");
    for (const what of ["xml", "constancia", "pdf"] as const) await open.save(what);
    expect(office.saved.map(({ name }) => name)).toEqual([
      "BX01-00000003.xml",
      "R-BX01-00000003.zip",
      "BX01-00000003.pdf",
    ]);
  });

  it("goes straight to the phone the shop knows", async () => {
    await show("d2");
    await open.share("whatsapp", "Hola");
    expect([office.opened, open.asking]).toEqual([["https://wa.me/51987654321?text=Hola"], null]);
  });

  it("asks for a phone it does not know, and keeps it nowhere", async () => {
    await show("d1");
    await open.share("whatsapp", "Hola");
    expect([office.opened, open.asking]).toEqual([[], "whatsapp"]);
    await open.shareWith("whatsapp", "912345678", "Hola");
    expect([office.opened.length, open.asking]).toEqual([1, null]);
    expect(
      office.calls.every(({ method }) => method === "GET"),
      "nothing is told to the till",
    ).toBe(true);
  });

  it("copies the message where nothing can be opened", async () => {
    office.can.links = false;
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    await show("d2");
    await open.share("whatsapp", "Hola");
    expect(writeText).toHaveBeenCalledWith("Hola");
    expect([office.opened, toasts.current?.text]).toEqual([[], expect.stringContaining("987654321")]);
    vi.unstubAllGlobals();
  });
});
