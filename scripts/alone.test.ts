import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL("../e2e/", import.meta.url);
const journeys = readdirSync(folder)
  .filter((file) => file.endsWith(".spec.ts"))
  .flatMap((file) => readFileSync(new URL(file, folder), "utf8").split(/^\s*(?=test\()/m));

/** Beside another test on two cores, two lanes may never get to run at once. */
test("a journey that expects lanes to execute at once has the machine to itself", () => {
  const parallel = journeys.filter((text) => /\bexecuting(Peak)?: [2-9]/.test(text));
  expect(parallel.length).toBeGreaterThan(3);
  const beside = parallel.filter((text) => !/\btag: "@alone"/.test(text));
  expect(beside.map((text) => text.split("\n", 1)[0])).toEqual([]);
});
