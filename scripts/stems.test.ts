import { expect, test } from "vitest";
import { sharedStems } from "./stems.mjs";
import { treePaths } from "./tree.mjs";

test("no two files of src in different folders have one name", () => {
  const paths = treePaths("src");
  expect(paths.length).toBeGreaterThan(300);
  expect(sharedStems(paths)).toEqual([]);
});

test("the checker catches a name that two folders have, whatever stands behind it", () => {
  expect(sharedStems(["a/run.ts", "b/run.tsx"])).toEqual(["run is in a and in b"]);
  expect(sharedStems(["b/run.browser.test.tsx", "a/run.module.css"])).toHaveLength(1);
  expect(sharedStems(["a/run.ts", "a/b/run.json"])).toHaveLength(1);
});

test("the checker lets through what belongs to one file, and what every folder has", () => {
  expect(
    sharedStems(["a/run.ts", "a/run.test.ts", "a/run.browser.test.tsx", "a/run.module.css"]),
  ).toEqual([]);
  expect(sharedStems(["a/run.ts", "b/run-order.ts", "b/runs.ts"])).toEqual([]);
  expect(
    ["index.ts", "README.md", "tsconfig.json"].flatMap((n) => sharedStems([`a/${n}`, `b/${n}`])),
  ).toEqual([]);
});
