/** A browser on the same origin as `caserita serve`: fetch for calls, EventSource for changes. */
import { everything, type Changed, type Shell, type ShellAnswer, type ShellRequest } from "./types";

async function call({ method, path, key, body }: ShellRequest): Promise<ShellAnswer> {
  const headers: Record<string, string> = {};
  if (key) headers["Idempotency-Key"] = key;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await fetch(path, {
    method,
    headers,
    body,
    cache: "no-store",
  });
  return {
    status: answer.status,
    type: answer.headers.get("content-type") ?? "",
    body: new Uint8Array(await answer.arrayBuffer()),
  };
}

function onChanged(listener: (change: Changed) => void): () => void {
  const source = new EventSource("/v1/events");
  let cut = false;
  source.onmessage = (event: MessageEvent<string>) => listener(JSON.parse(event.data) as Changed);
  source.onerror = () => (cut = true);
  source.onopen = () => {
    if (cut) listener({ topic: everything, version: 0 });
    cut = false;
  };
  return () => source.close();
}

function saveFile(name: string, type: string, bytes: Uint8Array): Promise<null> {
  const address = URL.createObjectURL(new Blob([bytes.slice()], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return Promise.resolve(null);
}

function download(address: string): Promise<void> {
  Object.assign(document.createElement("a"), { href: address, download: "" }).click();
  return Promise.resolve();
}

function openLink(address: string): Promise<void> {
  // Another program takes a mail from here; only a page needs a tab of its own.
  const target = address.startsWith("http") ? "_blank" : "_self";
  Object.assign(document.createElement("a"), { href: address, target, rel: "noopener noreferrer" }).click();
  return Promise.resolve();
}

async function setFullscreen(on: boolean): Promise<void> {
  if (on) await document.documentElement.requestFullscreen();
  else if (document.fullscreenElement) await document.exitFullscreen();
}

export const browserShell: Shell = {
  kind: "browser",
  can: { fullscreen: true, links: true, downloads: true },
  call,
  onChanged,
  saveFile,
  download,
  openLink,
  setFullscreen,
};
