import { api, ProblemError, type UserTile } from "$api";
import { Live } from "$lib/live";
import { session } from "$lib/session.svelte";

export const pinLength = { least: 4, most: 6 };

/** Choosing who is at the till and taking their PIN: the first time, behind the lock, and to change over. */
export class LoginController {
  tiles = new Live<UserTile[]>(["users", "session"], () => api.session.tiles());
  pin = $state("");
  busy = $state(false);
  error = $state.raw<unknown>(null);
  /** Seconds left before another PIN is taken. */
  wait = $state(0);
  /** How often somebody chose: each time, the PIN is asked for anew. */
  round = $state(0);
  /** Undefined until somebody chooses, or chooses to choose again. */
  #chosenId = $state<string | null | undefined>(undefined);

  get people(): UserTile[] {
    return this.tiles.value ?? [];
  }

  /** Who was picked; before that, who locked the till. */
  get chosen(): UserTile | undefined {
    const id = this.#chosenId === undefined ? session.current?.user?.id : this.#chosenId;
    return this.people.find((tile) => tile.id === id) ?? (this.people.length === 1 ? this.people[0] : undefined);
  }

  /** Starts the clock of the wait; returns the way to stop all. */
  start(): () => void {
    const stop = this.tiles.start();
    const tick = setInterval(() => (this.wait = Math.max(0, this.wait - 1)), 1000);
    return () => {
      stop();
      clearInterval(tick);
    };
  }

  choose(tile: UserTile): void {
    this.#chosenId = tile.id;
    this.round += 1;
    this.pin = "";
    this.error = null;
    this.wait = secondsUntil(tile.blocked_until);
  }

  /** Picks by the number on the tile; a number is a PIN's digit once somebody is picked. */
  chooseNumber(number: number): boolean {
    const tile = this.people[number - 1];
    if (this.chosen || !tile) return false;
    this.choose(tile);
    return true;
  }

  /** Back to the question of who. */
  chooseAgain(): void {
    this.#chosenId = null;
    this.pin = "";
    this.error = null;
    this.wait = 0;
  }

  /** Takes what the field or the pad holds now; only digits count. */
  write(pin: string): void {
    if (this.busy || this.wait > 0) return;
    this.error = null;
    this.pin = pin.replace(/\D/g, "").slice(0, pinLength.most);
  }

  async enter(): Promise<void> {
    const tile = this.chosen;
    if (!tile || this.busy || this.wait > 0 || this.pin.length < pinLength.least) return;
    this.busy = true;
    try {
      const entered = await api.session.login({ user_id: tile.id, pin: this.pin });
      session.set(entered);
    } catch (error) {
      this.error = error;
      if (error instanceof ProblemError) this.wait = Number(error.args.seconds ?? 0);
    } finally {
      this.pin = "";
      this.busy = false;
    }
  }
}

function secondsUntil(instant: string | null | undefined): number {
  return instant ? Math.max(0, Math.ceil((Date.parse(instant) - Date.now()) / 1000)) : 0;
}
