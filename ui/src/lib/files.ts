import { shell } from "$shell";

/** Hands a file to the person. Answers where it was put when nothing else tells them. */
export function saveFile(name: string, type: string, bytes: Uint8Array): Promise<string | null> {
  return shell().saveFile(name, type, bytes);
}
