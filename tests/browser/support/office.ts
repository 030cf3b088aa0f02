/** The owner at another door of the same till: prepares what a story takes for granted, and checks what it left. */
import { expect, type APIRequestContext } from "@playwright/test";
import { randomUUID } from "node:crypto";
import type { Person } from "./shop";

interface Job {
  title: string;
  state: "queued" | "sending" | "sent" | "failed" | "asks" | "cancelled";
}

export class Office {
  #entered = false;

  constructor(private readonly request: APIRequestContext) {}

  async enter({ name, pin }: Pick<Person, "name" | "pin">): Promise<void> {
    const tiles = await this.get<{ id: string; name: string }[]>("/v1/session/tiles");
    const tile = tiles.find((each) => each.name === name);
    await this.post("/v1/session/login", { user_id: tile?.id, pin });
    this.#entered = true;
  }

  /** Sets the printer on this port of loopback as the till's own. */
  async connect(port: number): Promise<void> {
    const profile = await this.get<object>("/v1/printer");
    const drawer = { pin: 0, on_ms: 100, off_ms: 500 };
    await this.post("/v1/printer", { ...profile, name: "Mostrador", transport: { kind: "tcp", host: "127.0.0.1", port }, drawer });
  }

  async openCash(float: number): Promise<void> {
    await this.post("/v1/cash/open", { float });
  }

  /** Whatever was to be printed was printed, or somebody said it need not be. */
  async queueIsEmpty(): Promise<void> {
    if (!this.#entered) return;
    const open = async () => {
      const { rows } = await this.get<{ rows: Job[] }>("/v1/print-jobs");
      return rows.filter(({ state }) => state !== "sent" && state !== "cancelled").map(({ title, state }) => `${title}: ${state}`);
    };
    await expect.poll(open, { message: "no job is left in the queue", timeout: 15_000 }).toEqual([]);
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.request.get(path);
    expect(answer.status(), `${path} answers`).toBe(200);
    return (await answer.json()) as T;
  }

  async post<T>(path: string, data: object): Promise<T> {
    const answer = await this.request.post(path, { data, headers: { "Idempotency-Key": randomUUID() } });
    expect(answer.status(), `${path} is done: ${await answer.text()}`).toBe(200);
    return (await answer.json()) as T;
  }
}
