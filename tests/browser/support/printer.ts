/** A network printer on loopback that can be switched off, and what came out of it. */
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { expect } from "@playwright/test";

/** A printer that went silent for this long has its whole ticket, in milliseconds. */
const patience = 10_000;

export class Printer {
  #server: Server | null = null;
  #sockets = new Set<Socket>();
  #port = 0;
  /** The bytes of each job, oldest first. */
  readonly jobs: Buffer[] = [];

  static async plugIn(): Promise<Printer> {
    const printer = new Printer();
    await printer.on();
    return printer;
  }

  get port(): number {
    return this.#port;
  }

  async on(): Promise<void> {
    const server = createServer((socket) => {
      const bytes: Buffer[] = [];
      this.#sockets.add(socket);
      socket.on("data", (part) => bytes.push(part));
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        if (bytes.length > 0) this.jobs.push(Buffer.concat(bytes));
      });
    });
    server.listen(this.#port, "127.0.0.1");
    await once(server, "listening");
    this.#server = server;
    const address = server.address();
    if (address && typeof address === "object") this.#port = address.port;
  }

  async off(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    for (const socket of this.#sockets) socket.destroy();
    server.close();
    await once(server, "close");
  }

  /** Waits for the `count`-th job and gives its text as the paper shows it, control bytes left out. */
  async paper(count: number): Promise<string> {
    await expect.poll(() => this.jobs.length, { message: `job ${count} comes out`, timeout: patience }).toBeGreaterThanOrEqual(count);
    return textOf(this.jobs[count - 1] ?? Buffer.alloc(0));
  }

  /** The drawer got its pulse: a job of its own, a few bytes long. */
  async kicked(): Promise<void> {
    const pulse = Buffer.from([0x1b, 0x70]);
    await expect.poll(() => this.jobs.some((job) => job.includes(pulse)), { message: "the drawer opens", timeout: patience }).toBe(true);
  }

  /** Waits for the job that says this, among whatever else comes out. */
  async says(text: string): Promise<void> {
    const said = () => this.jobs.some((job) => textOf(job).includes(text));
    await expect.poll(said, { message: `“${text}” comes out`, timeout: patience }).toBe(true);
  }

  async cameOut(count: number): Promise<void> {
    await expect.poll(() => this.jobs.length, { message: `${count} jobs came out`, timeout: patience }).toBe(count);
  }
}

/** The letters of cp858 that a Peruvian ticket uses beyond ASCII. */
const accented: Record<number, string> = {
  0xa0: "á", 0x82: "é", 0xa1: "í", 0xa2: "ó", 0xa3: "ú", 0x81: "ü", 0xa4: "ñ", 0xa5: "Ñ", 0xad: "¡", 0xa8: "¿",
  0xb5: "Á", 0x90: "É", 0xd6: "Í", 0xe0: "Ó", 0xe9: "Ú", 0xa7: "º", 0xfa: "·",
};

function textOf(job: Buffer): string {
  return [...job].map((byte) => accented[byte] ?? (byte === 10 || (byte >= 32 && byte < 127) ? String.fromCharCode(byte) : "")).join("");
}
