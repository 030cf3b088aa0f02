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
  await attends();
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { scanTimes: times });
    let ended = 0;
    addEventListener("keydown", (event) => event.key === "Enter" && (ended = performance.now()), true);
    const panel = document.querySelector("main") ?? document.body;
    new MutationObserver((changes) => {
      const inBasket = changes.some(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest("ol, section"));
      if (ended === 0 || !inBasket) return;
      const since = ended;
      ended = 0;
      requestAnimationFrame(() => times.push(performance.now() - since));
    }).observe(panel, { childList: true, subtree: true, characterData: true });
  });
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
