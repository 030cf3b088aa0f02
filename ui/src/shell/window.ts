/**
 * The desktop window: one IPC command, `api`, carries every call as raw bytes.
 *
 * The answer is framed: two bytes of HTTP status, two bytes with the length of the content type
 * (both big-endian), the content type, then the body.
 */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Changed, Shell, ShellAnswer, ShellRequest } from "./types";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Takes a framed answer apart. */
export function unframe(frame: Uint8Array): ShellAnswer {
  if (frame.byteLength < 4) throw new Error("the answer of the window is shorter than its head");
  const head = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const bodyAt = 4 + head.getUint16(2);
  return {
    status: head.getUint16(0),
    type: decoder.decode(frame.subarray(4, bodyAt)),
    body: frame.subarray(bodyAt),
  };
}

async function call({ method, path, key, body }: ShellRequest): Promise<ShellAnswer> {
  const headers: Record<string, string> = { "x-method": method, "x-path": path };
  if (key) headers["x-idempotency-key"] = key;
  const bytes = body === undefined ? new Uint8Array() : encoder.encode(body);
  // Without the custom protocol the bridge hands the bytes over as a list of numbers.
  const answer = await invoke<ArrayBuffer | number[]>("api", bytes, { headers });
  return unframe(new Uint8Array(answer));
}

function onChanged(listener: (change: Changed) => void): () => void {
  const listening = listen<Changed>("changed", (event) => listener(event.payload));
  return () => void listening.then((stop) => stop());
}

function saveFile(name: string, _type: string, bytes: Uint8Array): Promise<string> {
  return invoke<string>("save_file", bytes, { headers: { "x-name": name } });
}

export const windowShell: Shell = {
  kind: "window",
  can: { fullscreen: false, links: false, downloads: false },
  call,
  onChanged,
  saveFile,
  download: () => Promise.reject(new Error("the window puts files into folders")),
  openLink: () => Promise.reject(new Error("the window opens nothing outside itself")),
  setFullscreen: () => Promise.reject(new Error("the window does not change its size")),
};
