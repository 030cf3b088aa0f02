import { onDestroy } from "svelte";
import { addKeys, type Handlers } from "./hotkeys";

/**
 * Binds actions to their keys for as long as the calling component is on screen. Bound while it is being
 * made, not after: a part hears before the whole it stands in, and what is inside a dialog before the dialog.
 */
export function useKeys(handlers: Handlers, options?: { modal?: boolean }): void {
  onDestroy(addKeys(handlers, options));
}
