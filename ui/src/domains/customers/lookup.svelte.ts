import { api, type CustomerInput, type Who } from "$api";
import { Act } from "$lib/act.svelte";
import { Live } from "$lib/live";
import { kindOf } from "./customers.svelte";

/** Asking who has a number, where the owner chose a register to ask. */
export class Lookup {
  readonly #settings = new Live(["settings"], () => api.fiscal.settings());
  readonly act = new Act();
  #answer = $state.raw<{ number: string; who: Who } | null>(null);

  start(): () => void {
    return this.#settings.start();
  }

  /** There is a register to ask. */
  get on(): boolean {
    return Boolean(this.#settings.value?.lookup_url);
  }

  /** What is odd about whoever has this number, as far as it was asked. */
  warning(number: string | null | undefined): string | null {
    const answer = this.#answer;
    return answer && answer.number === number?.trim() ? oddStanding(answer.who) : null;
  }

  /** Another number is being written: what came with the last one goes, unless it was written over. */
  forget(draft: CustomerInput): void {
    const who = this.#answer?.who;
    if (who && draft.name === who.name) draft.name = "";
    if (who?.address && draft.address === who.address) draft.address = "";
    this.#answer = null;
    this.act.clear();
  }

  /** Puts who was found in their place; what stands there can still be written over. */
  async ask(draft: CustomerInput): Promise<boolean> {
    const number = (draft.doc_number ?? "").trim();
    const kind = kindOf(number);
    if (!kind) return false;
    this.forget(draft);
    draft.doc_type = kind;
    const who = await this.act.run([kind, number], () => api.fiscal.lookUp(kind, number));
    // An answer about a number that is no longer there fills nothing.
    if (!who || draft.doc_number?.trim() !== number) return false;
    this.#answer = { number, who };
    Object.assign(draft, { doc_number: number, name: who.name });
    if (kind === "ruc" && who.address) draft.address = who.address;
    return true;
  }
}

/** How SUNAT has a RUC, when that is not as it should be: `BAJA DE OFICIO, NO HABIDO`. */
export function oddStanding({ state, condition }: Who): string | null {
  const odd = [
    [state, "ACTIVO"],
    [condition, "HABIDO"],
  ].filter(([said, usual]) => said && said.trim().toUpperCase() !== usual);
  return odd.map(([said]) => said).join(", ") || null;
}
