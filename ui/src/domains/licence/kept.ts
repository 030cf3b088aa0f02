const kept: string[] = [];

/** Keeps a code that was read on another screen until Licencia is there to take it. */
export function keepForLicence(code: string): void {
  kept.push(code);
}

/** The kept codes, oldest first; they are handed over once. */
export function takeKeptCodes(): string[] {
  return kept.splice(0);
}
