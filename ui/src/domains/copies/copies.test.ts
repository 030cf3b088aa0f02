import { beforeEach, describe, expect, it } from "vitest";
import { useShell } from "$shell";
import { FakeOffice, Refused } from "$testing/fakeOffice";
import * as data from "$testing/officeData";
import { NewCopy, rowsOf } from "./copies.svelte";
import { Exports } from "./exports.svelte";
import { OtherCopy, Restore } from "./restore.svelte";
import { Sending } from "./send.svelte";

let office: FakeOffice;
const asked = (method: string) =>
  office.calls.filter((call) => call.method === method).map(({ path, body }) => [path, JSON.parse(body ?? "{}")]);

beforeEach(() => useShell((office = new FakeOffice())));

describe("the copies there are", () => {
  it("are one list, the newest first, each with its own source", () => {
    const rows = rowsOf(data.copies);
    expect(rows.map(({ taken_at }) => taken_at)).toEqual([
      "2026-11-20T13:00:00Z",
      "2026-11-20T02:02:00Z",
      "2026-11-19T13:00:00Z",
    ]);
    expect(rows[0]?.source).toEqual({ kept: "daily-0001-000000004821-1.db" });
    expect(rows[1]?.source).toEqual({ file: data.handCopy.path });
  });

  it("that are not plugged in cannot be gone on with", () => {
    const [, away] = rowsOf({ ...data.copies, by_hand: [{ ...data.handCopy, there: false }] });
    expect(away?.there).toBe(false);
  });
});

describe("a new copy", () => {
  it("goes to the first stick unless another place is said", async () => {
    const copy = new NewCopy();
    await copy.look();
    expect(copy.target).toBe("/media/charo/USB");
    expect(await copy.make()).toBe(true);
    copy.folder = " /srv/copias ";
    expect(await copy.make()).toBe(true);
    expect(asked("POST")).toEqual([
      ["/v1/copies", { folder: "/media/charo/USB" }],
      ["/v1/copies", { folder: "/srv/copias" }],
    ]);
    expect(office.copies.by_hand).toHaveLength(3);
  });

  it("needs a place", async () => {
    office.places = [];
    const copy = new NewCopy();
    await copy.look();
    expect(await copy.make()).toBe(false);
    expect(copy.wrong).toBe(true);
    expect(asked("POST")).toEqual([]);
  });

  it("says why there is none", async () => {
    office.instead = ({ method }) => {
      if (method === "POST") throw new Refused("copy.no_space", { needed: 12_000_000 });
      return undefined;
    };
    const copy = new NewCopy();
    copy.folder = "/media/charo/USB";
    expect(await copy.make()).toBe(false);
    expect(copy.making.error).toMatchObject({ code: "copy.no_space" });
  });
});

describe("a copy by file", () => {
  it("is sent in pieces that make the file again", async () => {
    const bytes = Uint8Array.from({ length: 2_000_000 }, (_, at) => at % 251);
    const pieces: { offset: number; piece: string }[] = [];
    office.instead = ({ path, body }) => {
      if (path === "/v1/copies/send") pieces.push(JSON.parse(body ?? "{}") as (typeof pieces)[number]);
      return undefined;
    };
    const sending = new Sending();
    const id = await sending.send(new Blob([bytes]));
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(pieces.map(({ offset }) => offset)).toEqual([0, 786_432, 1_572_864]);
    const joined = pieces.map(({ piece }) => atob(piece)).join("");
    expect(joined.length).toBe(bytes.length);
    expect([...joined].every((letter, at) => letter.charCodeAt(0) === bytes[at])).toBe(true);
    expect(sending.percent).toBeNull();
  });

  it("may be named by where it lies, and needs one of the two", async () => {
    const other = new OtherCopy();
    expect(await other.source()).toBeUndefined();
    expect(other.wrong).toBe(true);
    other.path = " E:\\copia.db ";
    expect(await other.source()).toEqual({ file: "E:\\copia.db" });
  });
});

describe("going on with a copy", () => {
  it("shows what is in it and takes the PIN", async () => {
    const restore = new Restore({ kept: "daily-1.db" });
    await restore.see();
    expect(restore.look?.lost_sales).toBe(31);
    await restore.confirm();
    expect(restore.wrong).toBe(true);
    restore.pin = "4826";
    await restore.confirm();
    expect(restore.begun).toBe("reopening");
    expect(restore.pin).toBe("");
    expect(asked("POST")).toEqual([
      ["/v1/copies/look", { source: { kept: "daily-1.db" } }],
      ["/v1/copies/restore", { source: { kept: "daily-1.db" }, pin: "4826" }],
    ]);
  });

  it("asks again after a wrong PIN", async () => {
    office.instead = ({ path }) => {
      if (path === "/v1/copies/restore") throw new Refused("session.pin_wrong", { left: 4 });
      return undefined;
    };
    const restore = new Restore({ kept: "daily-1.db" });
    await restore.see();
    restore.pin = "0000";
    await restore.confirm();
    expect([restore.begun, restore.pin]).toEqual([null, ""]);
    expect(restore.act.error).toMatchObject({ code: "session.pin_wrong" });
  });

  it("is not offered for a file that is no copy", async () => {
    office.instead = () => {
      throw new Refused("copy.damaged");
    };
    const restore = new Restore({ file: "/media/charo/USB/x.db" });
    await restore.see();
    restore.pin = "4826";
    await restore.confirm();
    expect(restore.look).toBeNull();
    expect(asked("POST")).toHaveLength(1);
  });
});

describe("taking lists out", () => {
  it("leaves them to the browser, days included", async () => {
    const out = new Exports();
    await out.take("products");
    out.from = "2026-11-01";
    out.to = "2026-11-20";
    await out.take("sale-lines");
    expect(office.downloaded).toEqual([
      "/v1/exports/products?",
      "/v1/exports/sale-lines?from=2026-11-01&to=2026-11-20",
    ]);
  });

  it("puts them among the downloads in the window", async () => {
    office.can.downloads = false;
    await new Exports().take("sales");
    expect(asked("POST")).toEqual([["/v1/exports/sales", { folder: "/home/charo/Descargas", from: null, to: null }]]);
  });

  it.each([
    ["2026-11-20", "2026-11-01"],
    ["ayer", ""],
  ])("does not go from %j to %j", async (from, to) => {
    const out = new Exports();
    out.from = from;
    out.to = to;
    await out.take("sales");
    expect(out.wrong).toBe(true);
    expect(office.downloaded).toEqual([]);
  });
});
