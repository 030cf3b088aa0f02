/** The one way to the API: typed calls over whatever shell we run in. */
import { shell, type ShellAnswer, type ShellRequest } from "$shell";
import { NoAnswerError, ProblemError } from "./problem";
import type { Problem } from "./types";

const decoder = new TextDecoder();

/** Names one action of a person. Keep it while that action is repeated, make a new one for the next. */
export type ActionKey = string;

export function newKey(): ActionKey {
  return crypto.randomUUID();
}

type Query = Record<string, string | number | null | undefined>;

/** Appends the parts of `query` that have a value. */
export function withQuery(path: string, query: Query): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") parts.set(name, String(value));
  }
  const text = parts.toString();
  return text ? `${path}?${text}` : path;
}

/** Waits, in milliseconds, before asking again when no answer came back. */
const patience = [150, 400, 1000];

/** Asks until an answer comes: reads change nothing, and actions carry the key that makes a repeat harmless. */
async function send(request: ShellRequest): Promise<ShellAnswer> {
  for (const wait of [...patience, null]) {
    try {
      return await shell().call(request);
    } catch (cause) {
      if (wait === null) throw new NoAnswerError(cause);
      await new Promise((resume) => setTimeout(resume, wait));
    }
  }
  throw new NoAnswerError("out of patience");
}

function refusal(answer: ShellAnswer): Error {
  try {
    return new ProblemError(JSON.parse(decoder.decode(answer.body)) as Problem);
  } catch {
    return new ProblemError({ code: "internal", args: { status: answer.status } });
  }
}

async function json<T>(request: ShellRequest): Promise<T> {
  const answer = await send(request);
  if (answer.status >= 300) throw refusal(answer);
  return JSON.parse(decoder.decode(answer.body) || "null") as T;
}

export function get<T>(path: string, query: Query = {}): Promise<T> {
  return json<T>({ method: "GET", path: withQuery(path, query) });
}

export function post<T>(path: string, body: unknown, key: ActionKey = newKey()): Promise<T> {
  return json<T>({ method: "POST", path, key, body });
}

/** A file, as bytes. */
export async function file(path: string): Promise<{ type: string; bytes: Uint8Array }> {
  const answer = await send({ method: "GET", path });
  if (answer.status >= 300) throw refusal(answer);
  return { type: answer.type, bytes: answer.body };
}
