/** The one way to the API: the generated client, typed by the schema, over whatever shell we run in. */
import createClient from "openapi-fetch";
import { shell, type ShellAnswer, type ShellRequest } from "$shell";
import { NoAnswerError, ProblemError } from "./problem";
import type { paths } from "./schema";
import type { Problem } from "./types";

/** Names one action of a person. Keep it while that action is repeated, make a new one for the next. */
export type ActionKey = string;

export function newKey(): ActionKey {
  return crypto.randomUUID();
}

/** Waits, in milliseconds, before asking again when no answer came back. */
const patience = [150, 400, 1000];
const keyHeader = "Idempotency-Key";

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

/** Carries one request of the generated client through the shell. */
async function carry(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { status, type, body } = await send({
    method: request.method === "POST" ? "POST" : "GET",
    path: pathname + search,
    key: request.headers.get(keyHeader) ?? undefined,
    body: (await request.text()) || undefined,
  });
  // A body is not allowed with these, not even an empty one.
  const none = status === 204 || status === 304;
  return new Response(none ? null : body.slice(), { status, headers: { "content-type": type } });
}

/** The host is never asked: only path and query leave through the shell. */
export const client = createClient<paths>({ baseUrl: "http://till.internal", fetch: carry });

/** The parameters of an action: its key, and what its path names. */
export function act<P extends Record<string, string | number>>(key: ActionKey = newKey(), path = {} as P) {
  return { params: { header: { [keyHeader]: key } as { "Idempotency-Key": ActionKey }, path } };
}

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer of a call; a refusal is thrown. */
export async function read<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw new ProblemError(isProblem(error) ? error : { code: "internal", args: { status: response.status } });
}

function isProblem(error: unknown): error is Problem {
  return typeof error === "object" && error !== null && "code" in error;
}

/** A file, as bytes. */
export async function file(call: Promise<Outcome<Blob>>): Promise<{ type: string; bytes: Uint8Array }> {
  const blob = await read(call);
  return { type: blob.type, bytes: new Uint8Array(await blob.arrayBuffer()) };
}
