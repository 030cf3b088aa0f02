import { shell } from "$shell";

/** Hands a file to the person. Answers where it was put when nothing else tells them. */
export function saveFile(name: string, type: string, bytes: Uint8Array): Promise<string | null> {
  return shell().saveFile(name, type, bytes);
}

/** A file the person chose, as base64. */
export function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error ?? new Error("the file cannot be read"));
    reader.readAsDataURL(file);
  });
}
