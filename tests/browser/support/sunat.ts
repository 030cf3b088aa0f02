/** SUNAT on loopback: the test office of the workspace as a program, told line by line how its next calls go. */
import { spawn, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Office } from "./office";

const root = join(import.meta.dirname, "../../..");
const program = join(dirname(process.env.CASERITA_BIN ?? join(root, "target/debug/caserita")), "examples/sunat");
const fixtures = join(root, "crates/testkit/fixtures");

/** The shop as its documents name it. */
export const company = { ruc: "20123456786", legal_name: "BODEGA LA CASERITA S.A.C.", address: "Jr. Huallaga 123" };
export const certificate = { path: join(fixtures, "shop.pfx"), password: "clave de prueba", owner: "ROSA QUISPE" };

export class Sunat {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async open(): Promise<Sunat> {
    const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
    const first = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    return new Sunat(String(first.value), child);
  }

  /** After what was already said, one more call goes so: `rejected 2800`, `cut`, `credentials`… */
  plans(behaviour: string): this {
    this.child.stdin?.write(`${behaviour}\n`);
    return this;
  }

  /** Lets the shop issue documents here, as if somebody had filled Ajustes in. */
  async serves(office: Office): Promise<void> {
    const shop = await office.get<object>("/v1/shop");
    await office.post("/v1/shop", { ...shop, ...company });
    const rest = { sol_user: null, establishment: null, consult_at: null };
    const settings = { environment: "beta", regime: "general", boletas: "alone", ubigeo: "150101", ...rest };
    await office.post("/v1/fiscal/settings", { ...settings, service_url: this.url });
    const file = (await readFile(certificate.path)).toString("base64");
    await office.post("/v1/fiscal/certificate", { file, password: certificate.password });
  }

  close(): void {
    this.child.stdin?.end();
    this.child.kill();
  }
}
