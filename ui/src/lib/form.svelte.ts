import { ProblemError, type ActionKey } from "$api";
import { Act } from "./act.svelte";
import { explain } from "./i18n";
import type { ProblemCode } from "./i18n/es/errors";

export type FormErrors<T> = Partial<Record<keyof T & string, string>>;

/** Values being edited: whether they changed, what is wrong with each, and sending them. */
export class Form<T extends object> {
  values = $state() as T;
  #wrong = $state.raw<{ errors: FormErrors<T>; values: T }>({ errors: {}, values: {} as T });
  readonly act = new Act();
  #before = $state("");

  /** `fields` says which field each refusal of the API is about. */
  constructor(
    initial: T,
    private readonly fields: Partial<Record<ProblemCode, keyof T & string>> = {},
  ) {
    this.values = initial;
    this.#before = JSON.stringify(initial);
  }

  get dirty(): boolean {
    return JSON.stringify(this.values) !== this.#before;
  }

  /** What is wrong with each field, until it is written again. */
  get errors(): FormErrors<T> {
    const { errors, values } = this.#wrong;
    const names = Object.keys(errors) as (keyof T & string)[];
    const still = names.filter((name) => JSON.stringify(values[name]) === JSON.stringify(this.values[name]));
    return Object.fromEntries(still.map((name) => [name, errors[name]])) as FormErrors<T>;
  }

  /** Takes `values` as what is kept. */
  reset(values: T): void {
    this.values = values;
    this.#before = JSON.stringify(values);
    this.#blame({});
    this.act.clear();
  }

  /** Sends the values unless `errors` names something wrong; a refusal lands beside its field. */
  async send<A>(call: (values: T, key: ActionKey) => Promise<A>, errors: FormErrors<T> = {}): Promise<A | undefined> {
    this.#blame(errors);
    this.act.clear();
    if (Object.values(errors).some(Boolean)) return undefined;
    const values = $state.snapshot(this.values) as T;
    const answer = await this.act.run(values, (key) => call(values, key));
    if (this.act.error) this.#refuse(this.act.error);
    return answer;
  }

  #refuse(error: unknown): void {
    const field = error instanceof ProblemError ? this.fields[error.code as ProblemCode] : undefined;
    if (!field) return;
    const { what, next } = explain(error);
    this.#blame({ [field]: `${what} ${next}` } as FormErrors<T>);
    this.act.clear();
  }

  #blame(errors: FormErrors<T>): void {
    this.#wrong = { errors, values: $state.snapshot(this.values) as T };
  }
}
