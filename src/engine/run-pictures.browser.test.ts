import { afterEach, expect, test } from "vitest";
import { takePictures } from "./run-pictures.ts";

let end: (() => void) | undefined;
afterEach(() => end?.());

const busy = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

/** When pictures were taken, each of which keeps the page busy for `cost` ms. */
async function picturesOf(count: number, cost: number): Promise<readonly number[]> {
  const times: number[] = [];
  end = takePictures(() => {
    times.push(performance.now());
    busy(cost);
    return true;
  });
  await expect.poll(() => times.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
  end();
  return times;
}

const gaps = (times: readonly number[]): readonly number[] =>
  times.slice(1).map((time, i) => time - (times[i] ?? 0));

test("a run is drawn a few times a second, not at every frame", async () => {
  for (const gap of gaps(await picturesOf(4, 0))) expect(gap).toBeGreaterThanOrEqual(199);
});

test("the longer a picture takes the seldomer there is one, so that the page takes a twentieth of the time", async () => {
  for (const gap of gaps(await picturesOf(3, 30))) expect(gap).toBeGreaterThanOrEqual(30 * 20);
});

test("the first picture comes as soon as there is something to take, and none after the end", async () => {
  let asked = 0;
  end = takePictures(() => {
    asked += 1;
    return asked >= 3;
  });
  await expect.poll(() => asked).toBe(3);
  end();
  await new Promise((later) => setTimeout(later, 500));
  expect(asked).toBe(3);
});
