/** Who sells Caserita: the real tool with the demonstration keys, its ledger in a folder of its own. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Office } from "./office";

const root = join(import.meta.dirname, "../../..");
const program = join(dirname(process.env.CASERITA_BIN ?? join(root, "target/debug/caserita")), "caserita-seller");
const demo = join(root, "licensing/demo");
/** Public on purpose: `licensing/demo/README.md`. */
const phrase = "esta frase es publica y solo para demostraciones";
const run = promisify(execFile);

export type Plan = "perpetua" | "membresia" | "prueba";

export interface Bought {
  plan?: Plan;
  modules?: string[];
  tills?: number;
}

export interface Paid {
  /** Days from today in Lima to the last one that is paid; before today when negative. */
  through?: number;
  grace?: number;
  warn?: number;
  till?: number;
}

/** What one may ask of the till about its voice codes. */
interface Standing {
  voice?: { lease_id: string; rev: number; counter: number } | null;
}

/** Today in Lima, this many days later. */
function day(later: number): string {
  const moment = new Date(Date.now() + later * 86_400_000);
  return new Intl.DateTimeFormat("en-CA", { timeZone: "America/Lima" }).format(moment);
}

export class Seller {
  #written = 0;
  #licence = "";

  private constructor(readonly folder: string) {}

  static async open(): Promise<Seller> {
    return new Seller(await mkdtemp(join(tmpdir(), "caserita-seller-")));
  }

  /** What a shop bought, from now on. */
  async sells({ plan = "membresia", modules = ["minimarket", "documents"], tills = 1 }: Bought = {}): Promise<void> {
    const output = this.#next("licencia");
    const what = ["--plan", plan, "--titular", "Bodega Las Tres Marías", "--modulos", modules.join(",")];
    const key = ["--llave", join(demo, "licencias.llave")];
    await this.#tool("licencia", "emitir", ...key, ...what, "--cajas", String(tills), "--salida", output);
    this.#licence = output;
  }

  /** Answers the request of the office's till. Gives the file that is carried there. */
  async permits(office: Office, paid?: Paid): Promise<string> {
    const { text } = await office.get<{ text: string }>("/v1/licence/request");
    return this.answers(text, paid);
  }

  /** Answers a request as it was sent: its file, or what its QR codes say. */
  async answers(text: string, { through, grace, warn, till }: Paid = {}): Promise<string> {
    const request = this.#next("pedido");
    await writeFile(request, text);
    const output = this.#next("permiso");
    const options = [
      ...(through === undefined ? [] : ["--pagado-hasta", day(through)]),
      ...(grace === undefined ? [] : ["--gracia", String(grace)]),
      ...(warn === undefined ? [] : ["--avisar", String(warn)]),
      ...(till === undefined ? [] : ["--caja", String(till)]),
    ];
    const what = ["--pedido", request, "--licencia", this.#licence, ...options, "--salida", output];
    await this.#tool("permiso", "emitir", ...this.#leaseKey, ...what);
    return output;
  }

  async suspends(office: Office, reason: string): Promise<string> {
    const { papers } = await office.get<{ papers: { lease_id: string } }>("/v1/licence");
    const output = this.#next("suspension");
    await this.#tool("suspender", ...this.#leaseKey, "--permiso", papers.lease_id, "--motivo", reason, "--salida", output);
    return output;
  }

  /** The code to read out for what the till's screen says, as the tool prints it. */
  async code(office: Office, days: 3 | 7 | 15): Promise<string> {
    const { voice } = await office.get<Standing>("/v1/licence");
    if (!voice) throw new Error("the till has no use for a code");
    const what = ["--permiso", voice.lease_id, "--revision", String(voice.rev), "--contador", String(voice.counter)];
    const said = await this.#tool("codigo", ...this.#leaseKey, ...what, "--dias", String(days));
    const code = /\b[0-9A-Z]{5}[- ]?[0-9A-Z]{5}\b/.exec(said)?.[0];
    if (!code) throw new Error(`no code in “${said}”`);
    return code;
  }

  /** A file as the texts of its QR codes. */
  async qr(path: string): Promise<string[]> {
    const said = await this.#tool("qr", "--texto", path);
    return said.split("\n").filter((line) => line !== "");
  }

  /** The file with one character changed where its lease ends: the bytes are still letters, the signature is not true. */
  async spoils(path: string): Promise<string> {
    const text = await readFile(path, "utf8");
    const at = text.lastIndexOf("-----END POS LEASE") - 30;
    const output = this.#next("cambiado");
    await writeFile(output, text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1));
    return output;
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  get #leaseKey(): string[] {
    return ["--llave", join(demo, "permisos.llave")];
  }

  #next(name: string): string {
    return join(this.folder, `${name}-${++this.#written}.txt`);
  }

  async #tool(...words: string[]): Promise<string> {
    const desk = ["--carpeta", this.folder, "--raices", join(demo, "roots.txt")];
    const { stdout } = await run(program, [...desk, ...words], { env: { ...process.env, CASERITA_FRASE: phrase } });
    return stdout;
  }
}
