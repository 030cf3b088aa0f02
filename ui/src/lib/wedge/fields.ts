/** Keeps what was in the fields when a burst of keys began, to take back what a scanner typed into them. */
type Editable = HTMLInputElement | HTMLTextAreaElement;

interface Kept {
  value: string;
  start: number | null;
  end: number | null;
}

export class KeptFields {
  #kept = new Map<Editable, Kept>();

  keep(): void {
    this.#kept.clear();
    for (const field of document.querySelectorAll<Editable>("input, textarea")) {
      this.#kept.set(field, { value: field.value, start: field.selectionStart, end: field.selectionEnd });
    }
  }

  /** Puts every field back as it was, and lets its owner know. */
  restore(): void {
    for (const [field, { value, start, end }] of this.#kept) {
      if (!field.isConnected || field.value === value) continue;
      field.value = value;
      if (start !== null) field.setSelectionRange(start, end);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.#kept.clear();
  }
}
