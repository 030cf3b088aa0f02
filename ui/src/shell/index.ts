import { isTauri } from "@tauri-apps/api/core";
import { browserShell } from "./browser";
import type { Shell } from "./types";
import { windowShell } from "./window";

export { everything, type Changed, type Shell, type ShellAnswer, type ShellRequest } from "./types";

let current: Shell = isTauri() ? windowShell : browserShell;

/** The place we run in. */
export function shell(): Shell {
  return current;
}

/** Puts another shell in place; tests give one that answers from memory. */
export function useShell(other: Shell): void {
  current = other;
}
