import { api, newKey } from "$api";

/** Bytes sent at a time: with base64 it stays well below what the till takes. */
const pieceBytes = 768 * 1024;

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** A copy on its way from the person's disk to the till, piece by piece: it is never held whole. */
export class Sending {
  percent = $state<number | null>(null);

  /** Sends the file. Answers the name the till knows it by. */
  async send(file: Blob): Promise<string> {
    const id = newKey();
    this.percent = 0;
    try {
      let offset = 0;
      do {
        const bytes = new Uint8Array(await file.slice(offset, offset + pieceBytes).arrayBuffer());
        const { reached } = await api.copies.send({ id, offset, piece: base64(bytes) });
        offset = reached;
        this.percent = file.size === 0 ? 100 : Math.floor((offset * 100) / file.size);
      } while (offset < file.size);
      return id;
    } finally {
      this.percent = null;
    }
  }
}
