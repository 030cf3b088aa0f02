import { NoAnswerError, ProblemError } from "$api/problem";
import { errors, noAnswer, type Entry, type ErrorArgs, type ErrorText, type ProblemCode } from "./es/errors";

/** A failure in words: what happened, whether the sale is safe, what to do; and the code to read to a technician. */
export interface Explanation {
  what: string;
  safe: string;
  next: string;
  code: string;
  /** The screen where it is put right, when there is one. */
  link?: { href: string; text: string };
}

function words(code: string, args: ErrorArgs): ErrorText {
  const known: Entry = errors[code as ProblemCode] ?? errors.internal;
  return typeof known === "function" ? known(args) : known;
}

/** Puts any failure into words. */
export function explain(error: unknown): Explanation {
  if (error instanceof ProblemError) {
    const code = error.support_id ? `${error.code} · ${error.support_id}` : error.code;
    return { ...words(error.code, error.args), code };
  }
  if (error instanceof NoAnswerError) return { ...noAnswer, code: "no_answer" };
  return { ...words("internal", {}), code: "ui" };
}
