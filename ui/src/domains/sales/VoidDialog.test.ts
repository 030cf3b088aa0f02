import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onScan, startWedge } from "$lib/wedge";
import { useShell } from "$shell";
import { FakeOffice } from "$testing/fakeOffice";
import { saleOf, sales as rows } from "$testing/officeData";
import { scan, settle, type } from "$testing/keyboard";
import VoidDialog from "./VoidDialog.svelte";

describe("voiding a sale", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    useShell(new FakeOffice());
  });

  afterEach(async () => {
    cleanup();
    await settle();
    vi.useRealTimers();
  });

  it("keeps its place while something is scanned", async () => {
    const behind = vi.fn();
    const stops = [startWedge(), onScan(behind)];
    const sale = saleOf(rows[0] as (typeof rows)[number]);
    render(VoidDialog, { sale, onclose: vi.fn(), ondone: vi.fn() });
    await settle();
    const reason = screen.getByRole<HTMLInputElement>("textbox", { name: "Por qué se anula" });
    reason.focus();
    type("Se equivocó");
    scan("NV01-00004819");
    await settle();
    expect([reason.value, behind.mock.calls]).toEqual(["Se equivocó", []]);
    cleanup();
    scan("NV01-00004819");
    await settle();
    expect(behind, "once it is closed").toHaveBeenCalledOnce();
    for (const stop of stops) stop();
  });
});
