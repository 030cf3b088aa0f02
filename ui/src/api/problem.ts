import type { Problem } from "./types";

/** A refusal the API explained: the text for people is looked up from `code`. */
export class ProblemError extends Error {
  readonly code: string;
  readonly args: Record<string, string | number>;
  readonly support_id: string | null;

  constructor(problem: Problem) {
    super(problem.code);
    this.name = "ProblemError";
    this.code = problem.code;
    this.args = problem.args ?? {};
    this.support_id = problem.support_id ?? null;
  }
}

/** No answer came back: whether the call was done is not known. Repeat it with the same key. */
export class NoAnswerError extends Error {
  constructor(cause: unknown) {
    super("the till did not answer", { cause });
    this.name = "NoAnswerError";
  }
}

/** Whether `error` is a refusal with this code. */
export function isProblem(error: unknown, code: string): error is ProblemError {
  return error instanceof ProblemError && error.code === code;
}
