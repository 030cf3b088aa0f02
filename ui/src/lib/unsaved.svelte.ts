import { beforeNavigate, goto } from "$app/navigation";

/** Stands between a person and the loss of what they typed: asks once, then does what they wanted. */
export class Unsaved {
  /** What waits for the answer. */
  pending = $state.raw<(() => void) | null>(null);
  #answered = false;

  constructor(private readonly dirty: () => boolean) {}

  /** Does `act` at once when nothing would be lost. */
  leave(act: () => void): void {
    if (this.dirty()) this.pending = act;
    else act();
  }

  stay(): void {
    this.pending = null;
  }

  /** The person lets it be lost. */
  discard(): void {
    const act = this.pending;
    this.pending = null;
    this.#answered = true;
    act?.();
  }

  /** Asks before another screen is shown too; called while a component is being made. */
  guardNavigation(): this {
    beforeNavigate((navigation) => {
      const to = navigation.to?.url;
      if (this.#answered || !to || navigation.willUnload || !this.dirty()) {
        this.#answered = false;
        return;
      }
      navigation.cancel();
      this.leave(() => void goto(to));
    });
    return this;
  }
}
