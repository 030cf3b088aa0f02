import { beforeEach, describe, expect, it } from "vitest";
import { useShell } from "$shell";
import { FakeOffice, Refused } from "$testing/fakeOffice";
import { MonthArchive } from "./archive.svelte";

describe("a month of documents", () => {
  let office: FakeOffice;
  let archive: MonthArchive;
  const asked = () => office.calls.map(({ path }) => path);

  beforeEach(() => {
    useShell((office = new FakeOffice()));
    office.instead = ({ path }) => (path.includes("/documents/archive") ? {} : undefined);
    archive = new MonthArchive("2026-11-20");
  });

  it("is this one until another is chosen", async () => {
    expect(archive.month).toBe("2026-11");
    archive.month = "2026-09";
    archive.pdf = true;
    expect(await archive.download()).toBe(true);
    expect(asked()).toEqual(["/v1/documents/archive?month=2026-09-01&pdf=true"]);
    expect(office.saved.map(({ name }) => name)).toEqual(["comprobantes-2026-09.zip"]);
  });

  it.each(["", "noviembre", "2026-13", "2026-12"])("is not %j", async (month) => {
    archive.month = month;
    expect(await archive.download()).toBe(false);
    expect(archive.wrong).toBe(true);
    expect(asked()).toEqual([]);
  });

  it("is not there when the till refuses it", async () => {
    office.instead = () => {
      throw new Refused("document.issuer_incomplete");
    };
    expect(await archive.download()).toBe(false);
    expect(archive.saving.error).toMatchObject({ code: "document.issuer_incomplete" });
    expect(office.saved).toEqual([]);
  });
});
