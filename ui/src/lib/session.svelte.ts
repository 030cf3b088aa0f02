/** Who is at the till and what the till is ready for: asked once at the start, then kept fresh. */
import { api, type Ability, type Health, type Session } from "$api";
import { Live } from "./live";

class TillSession {
  #health = new Live<Health>(["store"], () => api.system.health());
  #session = new Live<Session>(["session", "cash", "settings", "users"], () => api.session.state());

  get health(): Health | null {
    return this.#health.value;
  }

  /** The present session; null until the till is ready and has said who is there. */
  get current(): Session | null {
    return this.#session.value;
  }

  /** Why the till did not answer at the start, if it did not. */
  get error(): unknown {
    return this.#health.error ?? this.#session.error;
  }

  get open(): boolean {
    return this.current?.user != null && !this.current.locked;
  }

  /** Whether the person at the till may do this. The API decides again; this only hides what it would refuse. */
  can(ability: Ability): boolean {
    return this.current?.abilities.includes(ability) ?? false;
  }

  /** Takes the session that an action answered with. */
  set(session: Session): void {
    this.#session.set(session);
  }

  async lock(): Promise<void> {
    if (this.open) this.set(await api.session.lock());
  }

  /** Asks again whether the till is ready, and who is there if it is. */
  async refresh(): Promise<void> {
    await this.#health.refresh();
    if (this.health?.state === "ready") await this.#session.refresh();
  }

  /** Follows the till until the returned function is called. */
  start(): () => void {
    const stops = [this.#health.start()];
    $effect(() => {
      if (this.health?.state !== "ready") return;
      return this.#session.start();
    });
    return () => stops.forEach((stop) => stop());
  }
}

export const session = new TillSession();
