// Reads print jobs and says what a printer would make of them: commands by name with their arguments, text by its code
// page. Standard input is JSON, [[job in hexadecimal, iconv table], …]; so is the answer. The cutting is done by npos, the
// letters by iconv-lite; neither is ours.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import iconv from "iconv-lite";

const require = createRequire(import.meta.url);
const Parser = require("npos/lib/parser");
const symbols = require("npos/lib/parser/symbols");
const rules = { ...require("npos/lib/parser/rules") };
// Two-dimensional codes are newer than npos.
rules[symbols.GS] = { ...rules[symbols.GS], "(k": [0, "d16"] };

function decode([hex, table]) {
  const job = Buffer.from(hex, "hex");
  const { error, tree } = new Parser(rules).analyze(job);
  if (error) throw error;
  return tree.map((node) => {
    const bytes = job.subarray(node.offset, node.offset + node.length);
    if (node.ascii === "STX") return { text: iconv.decode(bytes, table), bytes: bytes.toString("hex") };
    const rest = bytes.subarray(1 + (node.fn ?? "").length);
    return { command: `${node.ascii} ${node.fn ?? ""}`.trim(), bytes: rest.toString("hex") };
  });
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(decode)));
