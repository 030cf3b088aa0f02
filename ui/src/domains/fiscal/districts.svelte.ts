import { api, type District } from "$api";
import { t } from "$lib/i18n";

const wait = 120;
const small = new Set(["de", "del", "el", "la", "las", "los", "y"]);

/** `SAN MARTIN DE PORRES`, as the catalogue shouts it, the way people write it. */
export function placeName(name: string): string {
  const words = name.toLowerCase().split(" ");
  return words
    .map((word, at) => (at > 0 && small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(" ");
}

export function placeOf({ code, district, province, department }: District): string {
  return t.fiscal.place(placeName(district), placeName(province), placeName(department), code);
}

/** Finding a district by writing its name: what is written, what was found, what is chosen. */
export class DistrictPicker {
  text = $state("");
  found = $state.raw<District[]>([]);
  /** The row the arrows are at. */
  at = $state(0);
  /** What the present list answers; empty while nothing is offered. */
  answered = $state("");
  error = $state.raw<unknown>(null);
  /** The code that is kept, and its district once known. */
  #code = "";
  #chosen: District | null = null;
  #written = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  /** `onpick` hears the code; an empty one when the field was emptied. */
  constructor(private readonly onpick: (code: string) => void) {}

  get open(): boolean {
    return this.answered !== "";
  }

  /** Shows what is kept: the name of this code. */
  async show(code: string): Promise<void> {
    if (this.#code === code) return;
    this.#keep(code, null);
    if (code === "") return;
    const turn = this.#turn;
    try {
      const found = await api.fiscal.districts(code);
      if (turn === this.#turn) this.#keep(code, found.find((each) => each.code === code) ?? null);
    } catch (error) {
      if (turn === this.#turn) this.error = error;
    }
  }

  typed(): void {
    this.#written = true;
    clearTimeout(this.#timer);
    const query = this.text.trim();
    this.#timer = setTimeout(() => void this.#find(query), wait);
  }

  /** Moves among what was found. False when nothing is offered. */
  move(step: number): boolean {
    if (!this.open) return false;
    this.at = Math.min(this.found.length - 1, Math.max(0, this.at + step));
    return true;
  }

  /** Takes the row the arrows are at. False when nothing is offered. */
  enter(): boolean {
    const district = this.open ? this.found[this.at] : undefined;
    if (district) this.pick(district);
    return this.open || district !== undefined;
  }

  pick(district: District): void {
    this.#keep(district.code, district);
    this.onpick(district.code);
  }

  /** Puts the list away. What was written and not chosen is not kept; an emptied field is. */
  leave(): void {
    const emptied = this.#written && this.text.trim() === "" && this.#code !== "";
    if (emptied) this.#keep("", null);
    else this.#keep(this.#code, this.#chosen);
    if (emptied) this.onpick("");
  }

  #keep(code: string, district: District | null): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#written = false;
    this.#code = code;
    this.#chosen = district;
    this.text = district ? placeOf(district) : code;
    this.#close();
  }

  #close(): void {
    this.found = [];
    this.answered = "";
    this.at = 0;
  }

  async #find(query: string): Promise<void> {
    const turn = ++this.#turn;
    if (query === "") return this.#close();
    try {
      const found = await api.fiscal.districts(query);
      if (turn !== this.#turn) return;
      this.found = found;
      this.answered = query;
      this.at = 0;
      this.error = null;
    } catch (error) {
      if (turn === this.#turn) this.error = error;
    }
  }
}
