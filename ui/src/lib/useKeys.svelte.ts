import { addKeys, type Handlers } from "./hotkeys";

/** Binds actions to their keys for as long as the calling component is on screen. */
export function useKeys(handlers: Handlers, options?: { modal?: boolean }): void {
  $effect(() => addKeys(handlers, options));
}
