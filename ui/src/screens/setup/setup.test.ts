import { beforeEach, describe, expect, it } from "vitest";
import { session } from "$lib/session.svelte";
import { useShell } from "$shell";
import { FakeOffice, Refused } from "$testing/fakeOffice";
import { SetupController } from "./setup.svelte";

describe("the first start", () => {
  let office: FakeOffice;
  let setup: SetupController;

  beforeEach(() => {
    useShell((office = new FakeOffice()));
    office.health = { state: "setup", version: "0.1.0", last_copy: null };
    setup = new SetupController();
  });

  function fill() {
    Object.assign(setup.values, { trade_name: " Bodega Doña Charo ", owner_name: "Charo", pin: "2846", again: "2846" });
  }
  const sent = () => office.calls.filter(({ path }) => path === "/v1/setup");

  it("asks for name, owner and PIN before it sends anything", async () => {
    expect(await setup.start()).toBe(false);
    expect(Object.keys(setup.errors).sort()).toEqual(["owner_name", "pin", "trade_name"]);
    expect(sent()).toHaveLength(0);
  });

  it("makes the shop, without RUC if there is none, and lets the owner in", async () => {
    fill();
    expect(await setup.start()).toBe(true);
    expect(JSON.parse(sent()[0]?.body ?? "{}")).toEqual({
      ...{ trade_name: "Bodega Doña Charo", owner_name: "Charo", pin: "2846", ruc: null, demo: false },
    });
    expect(session.health?.state).toBe("ready");
  });

  it("says beside the RUC that it is wrong", async () => {
    fill();
    setup.values.ruc = "20609441279";
    office.instead = ({ path }) => {
      if (path === "/v1/setup") throw new Refused("shop.ruc_invalid");
      return undefined;
    };
    expect(await setup.start()).toBe(false);
    expect(setup.errors.ruc).toContain("RUC");
  });
});
