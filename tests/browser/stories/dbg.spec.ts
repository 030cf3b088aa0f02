import { test } from "/work/main/tests/browser/support/story";
import { products } from "/work/main/tests/browser/support/shop";
test("dbg", async ({ attends, sale, page }) => {
  await attends();
  await page.evaluate(() => { (window as any).ev = []; addEventListener("keydown", (e) => (window as any).ev.push([e.key, e.timeStamp, performance.now(), e.code, e.repeat]), true); });
  page.on("request", r=>console.log(r.method(), r.url(), r.postData())); page.on("console", m=>console.log(m.text())); await sale.scan(products.leche);
  await page.waitForTimeout(1000);
  console.log(JSON.stringify(await page.evaluate(() => (window as any).ev)));
  await page.screenshot({ path: "/tmp/e2e/dbg.png" });
});
