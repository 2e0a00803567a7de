import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { FIRST_PICTURE } from "../src/ui/first-picture.ts";

/** Most JavaScript, gzipped, that a page fetches before its first bars are on the screen. kB = 1000 bytes. */
const BUDGETS = { "index.html": 162_000, "embed.html": 161_000 };

for (const [file, budget] of Object.entries(BUDGETS)) {
  test(`${file} shows its first picture after at most ${budget / 1000} kB of JavaScript`, async ({
    page,
    request,
  }) => {
    await page.goto(`./${file}`);
    const scripts = await page.evaluate(async (mark) => {
      while (performance.getEntriesByName(mark).length === 0) {
        await new Promise(requestAnimationFrame);
      }
      const first = performance.getEntriesByName(mark)[0]?.startTime ?? 0;
      return performance
        .getEntriesByType("resource")
        .filter(({ name, startTime }) => startTime <= first && /\.js$/.test(new URL(name).pathname))
        .map(({ name }) => name);
    }, FIRST_PICTURE);
    const sizes = await Promise.all(
      scripts.map(async (url) => {
        const text = await (await request.get(url)).body();
        return { url, size: gzipSync(text, { level: 9 }).length };
      }),
    );
    const sum = sizes.reduce((total, { size }) => total + size, 0);
    const list = sizes.map(({ url, size }) => `${size} ${new URL(url).pathname}`).join("\n");
    expect(sizes.length, list).toBeGreaterThan(3);
    expect(sum, list).toBeLessThanOrEqual(budget);
  });
}
