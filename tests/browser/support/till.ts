/** The real program as a process, serving the till of one folder on loopback. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const program = process.env.CASERITA_BIN ?? join(import.meta.dirname, "../../../target/debug/caserita");

export class Till {
  #child: ChildProcess | null = null;
  #port = 0;
  #said: string[] = [];
  /** Whether it was ever gone while somebody was looking. */
  wasKilled = false;
  /** Whether it opened another copy by itself while somebody was looking: meanwhile it answers that it is not ready. */
  opensAgain = false;

  private constructor(
    readonly folder: string,
    private readonly demo: boolean,
  ) {}

  /** A till in a folder of its own: the demo shop, or one never used. */
  static async start({ demo }: { demo: boolean }): Promise<Till> {
    const till = new Till(await mkdtemp(join(tmpdir(), "caserita-story-")), demo);
    await till.on();
    return till;
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** What the program wrote about itself, for a story that failed. */
  get log(): string {
    return this.#said.join("\n");
  }

  /** Starts the program; after the first time, on the same port, where the browser is waiting. */
  async on(): Promise<void> {
    const demo = this.demo ? ["--demo"] : [];
    const child = spawn(program, [...demo, "--profile", this.folder, "serve", "--port", String(this.#port)], {
      env: { ...process.env, CASERITA_LOG: "warn", XDG_CONFIG_HOME: join(this.folder, "config") },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    createInterface({ input: child.stderr }).on("line", (line) => this.#said.push(line));
    const gone = once(child, "exit").then(() => null);
    const spoken = createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    const first = await Promise.race([spoken, gone]);
    const port = /^Caserita: http:\/\/127\.0\.0\.1:(\d+)$/.exec(String(first?.value ?? ""))?.[1];
    if (!port) throw new Error(`the till did not say its address: ${this.log}`);
    this.#port = Number(port);
  }

  /** As when the power goes: nothing is closed or flushed. */
  async kill(): Promise<void> {
    this.wasKilled = true;
    await this.#end("SIGKILL");
  }

  /** Switches off for good and sweeps up. */
  async off(): Promise<void> {
    await this.#end("SIGTERM");
    await rm(this.folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
}
