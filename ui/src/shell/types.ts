/**
 * What only the place we run in can do. The window and the browser each implement it once;
 * everything else in the UI asks `shell.can` before showing a way to do it.
 */

/** One call of the API. `key` makes a repeat answer what the first call answered. */
export interface ShellRequest {
  method: "GET" | "POST";
  path: string;
  key?: string;
  /** JSON text. */
  body?: string;
}

/** The raw answer: HTTP status, content type and bytes. */
export interface ShellAnswer {
  status: number;
  type: string;
  body: Uint8Array;
}

/** Something changed on the till: which topic, and its version after the change. */
export interface Changed {
  topic: string;
  version: number;
}

/** Sent in place of a topic after the line of events was cut: anything may have changed. */
export const everything = "*";

export interface Capabilities {
  /** The shell can be left full-screen and come back. */
  fullscreen: boolean;
  /** An address of another program or site can be opened. */
  links: boolean;
  /** A file of the till, however large, goes from its address straight to the person's disk. */
  downloads: boolean;
}

export interface Shell {
  readonly kind: "window" | "browser";
  readonly can: Capabilities;
  call(request: ShellRequest): Promise<ShellAnswer>;
  /** Listens to changes until the returned function is called. */
  onChanged(listener: (change: Changed) => void): () => void;
  /** Hands a file to the person. Answers where it was put when nothing else tells them. */
  saveFile(name: string, type: string, bytes: Uint8Array): Promise<string | null>;
  /** Takes a file of the till from its address to the person's disk. */
  download(address: string): Promise<void>;
  /** Leaves an address to the program that opens such addresses here. */
  openLink(address: string): Promise<void>;
  setFullscreen(on: boolean): Promise<void>;
}
