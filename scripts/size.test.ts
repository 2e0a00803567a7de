import { expect, test } from "vitest";
import { firstLoad, gzipped } from "./size.mjs";

const site: Readonly<Record<string, string>> = {
  "index.html": `<link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="./assets/app.css">
    <script type="module" crossorigin src="./assets/app.js"></script>
    <link rel="modulepreload" crossorigin href="./assets/react.js">`,
  "assets/app.js": `import { a } from "./shared.js"; import("./later.js");
    new Worker(new URL("./worker.js", import.meta.url));`,
  "assets/shared.js": `export { b } from "./deep.js"; import "./app.js";`,
  "assets/deep.js": "export const b = 1;",
  "assets/react.js": "export const react = 1;",
};

test("first load is scripts, preloads and what they import statically, each once", () => {
  expect(firstLoad("index.html", (path) => site[path] ?? `throw "${path}"`).sort()).toEqual([
    "assets/app.js",
    "assets/deep.js",
    "assets/react.js",
    "assets/shared.js",
  ]);
});

test("a page without scripts loads none", () => {
  expect(firstLoad("index.html", () => "<p>Hello</p>")).toEqual([]);
});

test("sizes are those of the compressed bytes", () => {
  expect(gzipped("a".repeat(100_000))).toBeLessThan(300);
});
