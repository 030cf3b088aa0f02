import { shell } from "$shell";

/** Hands a file to the person. Answers where it was put when nothing else tells them. */
export function saveFile(name: string, type: string, bytes: Uint8Array): Promise<string | null> {
  return shell().saveFile(name, type, bytes);
}

/** Whether a file of the till, however large, can go from its address straight to the person's disk. */
export function canDownload(): boolean {
  return shell().can.downloads;
}

/** Takes a file of the till from its address to the person's disk. */
export function download(address: string): Promise<void> {
  return shell().download(address);
}

/** A file the person chose, or a piece of it, as base64. */
export function readBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error ?? new Error("the file cannot be read"));
    reader.readAsDataURL(file);
  });
}
