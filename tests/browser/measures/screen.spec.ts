import { appendFileSync } from "node:fs";
import { basket } from "../support/shop";
import { expect, test } from "../support/story";
import { Till } from "../support/till";

/** Enough for a 99th percentile that means something. */
const scans = 120;
const starts = 5;

/**
 * From the Enter of the reader to the frame after the basket changed. Rows of the bench: they judge nothing, because what
 * they find depends on the machine.
 */
test("scan to line on screen", async ({ page, attends, sale }) => {
  test.setTimeout(120_000);
  // Before the page's own listeners, which let no key of a reader through.
  await page.addInitScript(() => {
    const times: number[] = [];
    Object.assign(window, { scanTimes: times });
    let ended = 0;
    let before = "";
    const basket = () => document.querySelector('[aria-label="Líneas de la venta"]')?.textContent ?? "";
    const read = ({ key }: KeyboardEvent) => {
      if (key !== "Enter") return;
      before = basket();
      ended = performance.now();
    };
    addEventListener("keydown", read, true);
    new MutationObserver(() => {
      if (ended === 0 || basket() === before) return;
      const since = ended;
      ended = 0;
      requestAnimationFrame(() => times.push(performance.now() - since));
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await attends();
  await page.evaluate(() => ((window as unknown as { scanTimes: number[] }).scanTimes.length = 0));
  for (let turn = 0; turn < scans; turn++) {
    const product = basket[turn % basket.length];
    if (product) await sale.scan(product);
    await expect.poll(() => page.evaluate(() => (window as unknown as { scanTimes: number[] }).scanTimes.length)).toBe(turn + 1);
  }
  report("scan → line on screen", await page.evaluate(() => (window as unknown as { scanTimes: number[] }).scanTimes), 30);
});

test("cold start", async ({ page, login }) => {
  const times: number[] = [];
  for (let turn = 0; turn < starts; turn++) {
    const began = performance.now();
    const till = await Till.start({ demo: true });
    await page.goto(till.address);
    await login.isShown();
    times.push(performance.now() - began);
    await till.off();
  }
  report("cold start → people on screen", times, 2_000);
});

/** Adds a row to what the bench prints, in microseconds; said on screen too when nobody collects. */
function report(row: string, times: number[], budget: number): void {
  times.sort((one, other) => one - other);
  const percentile = (share: number) => Math.round((times[Math.ceil(times.length * share) - 1] ?? 0) * 1_000);
  const line = JSON.stringify({ row, size: "demo", p50_us: percentile(0.5), p99_us: percentile(0.99), budget_us: budget * 1_000 });
  console.log(line);
  const rows = process.env.CASERITA_BENCH_ROWS;
  if (rows) appendFileSync(rows, `${line}\n`);
}
