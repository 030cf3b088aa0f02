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

const named = (key: ActionKey = newKey()): { "Idempotency-Key": ActionKey } => ({ [keyHeader]: key });

/** The parameters of an action: its key. */
export function act(key?: ActionKey) {
  return { params: { header: named(key) } };
}

/** The parameters of an action on one thing: what its path names, and its key. */
export function actOn<P extends object>(path: P, key?: ActionKey) {
  return { params: { header: named(key), path } };
}

/** The parameters of a question about one thing. */
export function at<P extends object>(path: P) {
  return { params: { path } };
}

type Given<Q> = { [K in keyof Q]: Exclude<Q[K], null> };

/** What is asked for, without the parts that have no value. */
export function given<Q extends object>(query: Q): Given<Q> {
  const parts = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return Object.fromEntries(parts) as Given<Q>;
}

/** The parameters of a search. */
export function where<Q extends object>(query: Q) {
  return { params: { query: given(query) } };
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
