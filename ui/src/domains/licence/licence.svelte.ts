import { api, type Licence } from "$api";
import { Act } from "$lib/act.svelte";
import { t } from "$lib/i18n";
import { Live } from "$lib/live";
import { toasts } from "$lib/toasts.svelte";

const heardKey = "caserita.licence.notice";

/** The licence as the till holds it, and what can be done with it. */
export class LicenceController {
  readonly standing = new Live<Licence>(["licence"], () => api.licence.current());
  pasted = $state("");
  code = $state("");
  tried = $state<"text" | "code" | null>(null);
  /** What could not be taken of the last file. */
  refused = $state<string | null>(null);
  heard = $state(localStorage.getItem(heardKey));
  readonly importing = new Act();
  readonly calling = new Act();

  start(): () => void {
    return this.standing.start();
  }

  get value(): Licence | null {
    return this.standing.value;
  }

  get locked(): boolean {
    return this.value?.state === "locked_readonly" || this.value?.state === "suspended";
  }

  /** Said once a day while one can sell, and always when one cannot. */
  get announced(): boolean {
    if (this.locked) return true;
    const notice = this.value?.notice;
    return Boolean(notice) && notice !== this.heard;
  }

  get textMissing(): boolean {
    return this.tried === "text" && this.pasted.trim() === "";
  }

  /** Read out in groups, so what lies between the characters says nothing. */
  get #plainCode(): string {
    return this.code.replace(/[\s-]/g, "");
  }

  get codeShort(): boolean {
    return this.tried === "code" && this.#plainCode.length !== 10;
  }

  hear(): void {
    this.heard = this.value?.notice ?? null;
    if (this.heard) localStorage.setItem(heardKey, this.heard);
  }

  async takeFile(file: File): Promise<void> {
    await this.#take(() => file.text(), "file", [file.name, file.size, file.lastModified]);
  }

  async takePasted(): Promise<void> {
    this.tried = "text";
    const text = this.pasted.trim();
    if (text !== "" && (await this.#take(() => Promise.resolve(text), "qr", text))) {
      this.pasted = "";
      this.tried = null;
    }
  }

  async useCode(): Promise<void> {
    this.tried = "code";
    const code = this.#plainCode;
    if (code.length !== 10) return;
    const taken = await this.calling.run(code, (key) => api.licence.useCode(code, key));
    if (!taken) return;
    this.standing.set(taken.licence);
    this.code = "";
    this.tried = null;
    toasts.show(t.licence.lent(taken.days));
  }

  async #take(read: () => Promise<string>, channel: "file" | "qr", input: unknown): Promise<boolean> {
    this.refused = null;
    const done = await this.importing.run(input, async (key) => api.licence.take({ text: await read(), channel }, key));
    if (!done) return false;
    this.standing.set(done.licence);
    const codes = done.items.filter(({ outcome }) => outcome === "refused").map(({ code, kind }) => code ?? kind);
    if (codes.length > 0) this.refused = codes.join(", ");
    toasts.show(done.changed ? t.licence.changed : t.licence.same);
    return true;
  }
}
