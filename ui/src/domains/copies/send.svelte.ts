import { api, newKey } from "$api";
import { readBase64 } from "$lib/files";

/** Bytes sent at a time: with base64 it stays well below what the till takes. */
const pieceBytes = 768 * 1024;

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
        const piece = await readBase64(file.slice(offset, offset + pieceBytes));
        const { reached } = await api.copies.send({ id, offset, piece });
        offset = reached;
        this.percent = file.size === 0 ? 100 : Math.floor((offset * 100) / file.size);
      } while (offset < file.size);
      return id;
    } finally {
      this.percent = null;
    }
  }
}
