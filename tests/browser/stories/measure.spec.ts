import { basket } from "../support/shop";
import { expect, test } from "../support/story";

/** Enough for a 99th percentile that means something. */
const scans = 120;

/**
 * Measures, and judges nothing: a number that depends on the machine belongs in the bench note. From the Enter of the
 * reader to the frame after the basket changed.
 */
test("scan to line on screen, measured", async ({ page, attends, sale }, info) => {
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
  const times = await page.evaluate(() => (window as unknown as { scanTimes: number[] }).scanTimes);
  times.sort((one, other) => one - other);
  const percentile = (share: number) => (times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(1);
  const said = `scan → line on screen: p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms, ${times.length} scans`;
  console.log(said);
  await info.attach("scan to line", { body: said, contentType: "text/plain" });
});
