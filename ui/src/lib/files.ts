/** Files handed to the person, where the place we run in can do that. */
import { shell } from "$shell";

export function canSaveFiles(): boolean {
  return shell().can.saveFile;
}

export function saveFile(name: string, type: string, bytes: Uint8Array): Promise<void> {
  return shell().saveFile(name, type, bytes);
}
