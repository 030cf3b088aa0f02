import { beforeEach, describe, expect, it } from "vitest";
import { useShell } from "$shell";
import { FakeOffice } from "$testing/fakeOffice";
import { jobs } from "$testing/officeData";
import { JobsController, verbsFor } from "./jobs.svelte";

describe("the print queue", () => {
  let office: FakeOffice;
  beforeEach(() => useShell((office = new FakeOffice())));

  it("offers what fits the state of a job", () => {
    expect(Object.fromEntries(jobs.map((job) => [job.state, verbsFor(job)]))).toEqual({
      queued: ["cancel"],
      asks: ["confirm", "retry"],
      failed: ["retry", "cancel"],
      sent: [],
    });
  });

  it("shows the job as the act left it", async () => {
    const queue = new JobsController();
    await queue.list.load();
    const asks = queue.list.rows.find(({ state }) => state === "asks");
    if (asks) await queue.act(asks, "confirm");
    expect(queue.list.rows.find(({ id }) => id === asks?.id)?.state).toBe("sent");
    expect(office.calls.filter(({ method }) => method === "POST").map(({ path }) => path)).toEqual([
      "/v1/print-jobs/j3/confirm",
    ]);
  });
});
