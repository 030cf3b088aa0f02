import { untrack } from "svelte";
import { api, type ImportItem, type Licence } from "$api";
import { Act } from "$lib/act.svelte";
import { t } from "$lib/i18n";
import { Live } from "$lib/live";
import { toasts } from "$lib/toasts.svelte";
import { count, isLicence, tidy } from "./pieces";

/** More of a file is not sent: the till calls it too large anyway, and says so. */
const most = 256 * 1024;
const heardKey = "caserita.licence.notice";

/** Screens that say themselves how the licence stands: beside them nothing is announced. */
class Saying {
  #screens = $state(0);

  get now(): boolean {
    return this.#screens > 0;
  }

  /** From now until the returned function is called. */
  begin(): () => void {
    const add = (more: number) => untrack(() => (this.#screens += more));
    add(1);
    return () => void add(-1);
  }
}

export const saying = new Saying();

/** The licence as the till holds it, and what can be done with it. */
export class LicenceController {
  readonly standing = new Live<Licence>(["licence"], () => api.licence.current());
  pasted = $state("");
  code = $state("");
  tried = $state<"text" | "code" | null>(null);
  /** How often a scanner read something of a licence. */
  scans = $state(0);
  /** What became of each part of the last import. */
  items = $state.raw<readonly ImportItem[]>([]);
  /** Series by which the till numbers since then, because the file gave it another place in the shop. */
  series = $state.raw<readonly string[]>([]);
  /** How often something was taken in since the screen was opened. */
  taken = $state(0);
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

  /** What the codes that were read make so far. */
  get read(): { whole: number; missing: number } {
    return count(this.pasted);
  }

  /** Read out in groups, so what lies between the characters says nothing. */
  get #plainCode(): string {
    return this.code.replace(/[^0-9a-z]/gi, "");
  }

  get codeShort(): boolean {
    return this.tried === "code" && this.#plainCode.length !== 10;
  }

  hear(): void {
    this.heard = this.value?.notice ?? null;
    if (this.heard) localStorage.setItem(heardKey, this.heard);
  }

  /** Keeps what a scanner read beside what it read before, in any order. False of what is no licence. */
  scanned(code: string): boolean {
    if (!isLicence(code)) return false;
    this.pasted = `${tidy(`${this.pasted}\n${code}`)}\n`;
    this.importing.clear();
    this.items = [];
    this.tried = null;
    this.scans += 1;
    return true;
  }

  async takeFile(file: File): Promise<void> {
    const read = file.size > most ? file.slice(0, most) : file;
    await this.#take(() => read.text(), "file", [file.name, file.size, file.lastModified]);
  }

  async takePasted(): Promise<void> {
    this.tried = "text";
    const text = tidy(this.pasted);
    if (text === "" || !(await this.#take(() => Promise.resolve(text), "qr", text))) return;
    this.tried = null;
    if (!this.#anyRefused) this.pasted = "";
  }

  async useCode(): Promise<void> {
    this.tried = "code";
    const code = this.#plainCode;
    if (code.length !== 10) return;
    const taken = await this.calling.run(code, (key) => api.licence.useCode(code, key));
    if (!taken) return;
    this.standing.set(taken.licence);
    this.taken += 1;
    this.code = "";
    this.tried = null;
    toasts.show(t.licence.lent(taken.days));
  }

  get #anyRefused(): boolean {
    return this.items.some(({ outcome }) => outcome === "refused");
  }

  async #take(read: () => Promise<string>, channel: "file" | "qr", input: unknown): Promise<boolean> {
    this.items = [];
    this.series = [];
    const done = await this.importing.run(input, async (key) => api.licence.take({ text: await read(), channel }, key));
    if (!done) return false;
    this.standing.set(done.licence);
    this.items = done.items;
    this.series = done.series;
    if (done.changed) this.taken += 1;
    // A refusal stays written beside what was taken; a word that goes away would say only half of it.
    if (!this.#anyRefused) toasts.show(done.changed ? t.licence.taken(done.licence) : t.licence.same);
    return true;
  }
}
