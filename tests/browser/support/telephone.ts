/** The camera of a telephone: what a picture of a code says. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Reads with zbar, which knows nothing of who drew the code. */
export async function photographed(picture: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "caserita-qr-"));
  try {
    const path = join(folder, "code.png");
    await writeFile(path, picture);
    const { stdout } = await run("zbarimg", ["--raw", "--quiet", path]);
    return stdout.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
