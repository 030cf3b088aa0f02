/** A short word at the bottom of the screen: one at a time, five seconds, never for errors. */
export interface Toast {
  text: string;
  /** What takes the act back, where it can be taken back. */
  undo?: () => void;
}

const life = 5000;

class Toasts {
  current = $state.raw<Toast | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(text: string, undo?: () => void): void {
    clearTimeout(this.#timer);
    this.current = { text, undo };
    this.#timer = setTimeout(() => this.dismiss(), life);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.current = null;
  }
}

export const toasts = new Toasts();
