/** What a scanner or a telephone read: each code is a line, and a long text comes in numbered parts. */
const mark = "CASERITA";

/** Whether a scan is of a licence and not of something to sell. */
export function isLicence(scan: string): boolean {
  return scan.toUpperCase().startsWith(mark);
}

/**
 * Puts right what a keyboard spoils: a scanner set to another layout than the computer types `:` as something else, and
 * Caps Lock turns every letter over. These codes hold nothing but capital letters, digits and colons.
 */
function righted(line: string): string {
  const plain = line.trim();
  return isLicence(plain) ? plain.toUpperCase().replace(/[^A-Z0-9]/g, ":") : plain;
}

/** Which part of which text a line is. */
const part = /^CASERITA:PART1:([1-9]):([1-9]):([^:]*):/;

/** Whether a scan is too long to be of something to sell: what is left of a licence that was read in two goes. */
export function isTorn(scan: string): boolean {
  return scan.length > 64;
}

/**
 * A text with each line as the till reads it; a line that came twice stands once, of a part that was read again the last
 * reading stands, and an empty one says nothing.
 */
export function tidy(text: string): string {
  const lines = text.split("\n").map(righted).filter(Boolean);
  const name = (line: string) => part.exec(line)?.[0] ?? line;
  return lines.filter((line, at) => !isLicence(line) || lines.map(name).lastIndexOf(name(line)) === at).join("\n");
}

/** How many codes are whole, and how many parts of others are still to be read. */
export function count(text: string): { whole: number; missing: number } {
  const sets = new Map<string, { of: number; read: Set<string> }>();
  let whole = 0;
  for (const line of tidy(text).split("\n")) {
    const [, at, of, tag] = part.exec(line) ?? [];
    if (at === undefined) {
      if (/^CASERITA:[A-Z]+1:/.test(line)) whole += 1;
      continue;
    }
    const set = sets.get(`${of} ${tag}`) ?? { of: Number(of), read: new Set() };
    sets.set(`${of} ${tag}`, set);
    set.read.add(at);
  }
  let missing = 0;
  for (const { of, read } of sets.values()) {
    if (read.size === of) whole += 1;
    else missing += of - read.size;
  }
  return { whole, missing };
}
