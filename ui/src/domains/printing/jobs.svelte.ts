import { api, type PrintJob, type PrinterStatus } from "$api";
import { Act } from "$lib/act.svelte";
import { t } from "$lib/i18n";
import { Live, Paged } from "$lib/live";
import { toasts } from "$lib/toasts.svelte";

export type JobVerb = "retry" | "cancel" | "confirm";

const said: Record<JobVerb, string> = {
  retry: t.printing.retried,
  cancel: t.printing.cancelled,
  confirm: t.printing.confirmed,
};

/** What a person can do with a job in its present state, the likeliest first. */
export function verbsFor({ state }: PrintJob): JobVerb[] {
  switch (state) {
    case "asks":
      return ["confirm", "retry"];
    case "failed":
      return ["retry", "cancel"];
    case "queued":
      return ["cancel"];
    default:
      return [];
  }
}

/** The print queue and the state of the printer behind it. */
export class JobsController {
  readonly list = new Paged<PrintJob>(["printing"], (after) => api.printing.jobs(after));
  readonly status = new Live<PrinterStatus>(["printing", "settings"], () => api.printing.status());
  readonly acting = new Act();
  /** The job being acted on. */
  busyId = $state<string | null>(null);

  start(): () => void {
    const stops = [this.list.start(), this.status.start()];
    return () => stops.forEach((stop) => stop());
  }

  async act(job: PrintJob, verb: JobVerb): Promise<void> {
    if (this.acting.busy) return;
    this.busyId = job.id;
    const done = await this.acting.run([job.id, verb], (key) => api.printing[verb](job.id, key));
    this.busyId = null;
    if (!done) return;
    toasts.show(said[verb]);
    await Promise.all([this.list.load(this.list.rows.length), this.status.refresh()]);
  }
}
