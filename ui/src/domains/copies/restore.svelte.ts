import { api, type CopyLook, type CopySource } from "$api";
import { Act } from "$lib/act.svelte";
import { Sending } from "./send.svelte";

/** A file that somebody says is a copy: chosen here, or named by where it lies. */
export class OtherCopy {
  file = $state.raw<File | null>(null);
  path = $state("");
  tried = $state(false);
  readonly sending = new Sending();
  readonly act = new Act();

  get wrong(): boolean {
    return this.tried && !this.file && this.path.trim() === "";
  }

  /** What the till can read; undefined when nothing was chosen or it did not get there. */
  async source(): Promise<CopySource | undefined> {
    this.tried = true;
    const { file, path } = this;
    if (file) return this.act.run(file.name, async () => ({ sent: await this.sending.send(file) }));
    return path.trim() === "" ? undefined : { file: path.trim() };
  }
}

/** Going on with one copy: what is in it, and the owner's word. */
export class Restore {
  look = $state.raw<CopyLook | null>(null);
  pin = $state("");
  tried = $state(false);
  /** What happens now that the copy was chosen. */
  begun = $state<"reopening" | "next_start" | null>(null);
  readonly looking = new Act();
  readonly act = new Act();

  constructor(readonly source: CopySource) {}

  get wrong(): boolean {
    return this.tried && this.pin === "";
  }

  async see(): Promise<void> {
    this.look = (await this.looking.run("look", () => api.copies.look(this.source))) ?? null;
  }

  async confirm(): Promise<void> {
    this.tried = true;
    if (!this.look || this.pin === "" || this.begun) return;
    const { source, pin } = this;
    const done = await this.act.run(pin, (key) => api.copies.restore(source, pin, key));
    this.pin = "";
    this.tried = false;
    if (done) this.begun = done.reopening ? "reopening" : "next_start";
  }
}
