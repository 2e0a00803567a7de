import { describe, expect, test } from "vitest";
import { unusedExports } from "./exports.mjs";
import { sourceTree } from "./tree.mjs";

test("nothing in this repository is exported that no other file uses", () => {
  // bench/site.mjs gives it to the bundler in the place of a package
  const sources = sourceTree().filter(({ path }) => path !== "bench/rivals/none.ts");
  expect(sources.length).toBeGreaterThan(300);
  expect(unusedExports(sources)).toEqual([]);
});

/** What the checker says of two made-up files in different folders. */
const unused = (offers: string, takes = "", more = "") =>
  unusedExports([
    { path: "src/a/offers.ts", text: offers },
    { path: "src/b/takes.ts", text: takes },
    { path: "src/a/index.ts", text: more },
  ]);

const fault = (name: string, line = 1) =>
  `src/a/offers.ts:${line} exports ${name}, which no other file uses`;

describe("the checker catches", () => {
  test.each([
    ["a constant", "export const a = 1;", fault("a")],
    ["a function, with its line", "\nexport function a() {}", fault("a", 2)],
    ["an interface", "export interface A {}", fault("A")],
    ["a type", "export type A = 1;", fault("A")],
    ["a class", "export class A {}", fault("A")],
    ["a name of a list", "const a = 1; export { a as b };", fault("b")],
    ["a name taken apart", "export const { a } = { a: 1 };", fault("a")],
    ["one that only its own file uses", "export const a = 1; console.log(a);", fault("a")],
  ])("%s", (_, offers, said) => {
    expect(unused(offers, 'import { other } from "../a/offers.ts"; const a = 2;')).toEqual([said]);
  });

  test("a name that a file taken as a whole has and the taker never says", () => {
    expect(
      unused(
        "export const a = 1; export const b = 1;",
        'import * as o from "../a/offers.ts"; o.a;',
      ),
    ).toEqual([fault("b")]);
  });

  test("a name that is passed on and used by nobody then", () => {
    const passes = 'export { a } from "./offers.ts";';
    expect(unused("export const a = 1;", "", passes)).toEqual([
      "src/a/index.ts:1 exports a, which no other file uses",
    ]);
    expect(unused("export const a = 1;", "", 'export * from "./offers.ts";')).toEqual([fault("a")]);
  });

  test("a file that does not parse", () => {
    expect(() => unused("export {")).toThrow(SyntaxError);
  });
});

describe("the checker lets through", () => {
  const offers = "export const a = 1;";
  test.each([
    ["an import", 'import { a } from "../a/offers.ts";'],
    ["an import under another name", 'import { a as b } from "../a/offers.ts";'],
    ["a type-only import", 'import type { a } from "../a/offers.ts";'],
    ["an inline type import", 'import { type a } from "../a/offers.ts";'],
    ["a whole file, by name", 'import * as o from "../a/offers.ts"; o.a;'],
    ["a dynamic import", 'const { a } = await import("../a/offers.ts");'],
    ["a type by import()", 'type B = import("../a/offers.ts").a;'],
  ])("%s", (_, takes) => expect(unused(offers, takes)).toEqual([]));

  test("what another file passes on and a third one takes", () => {
    const takes = 'import { a } from "../a/index.ts";';
    expect(unused(offers, takes, 'export * from "./offers.ts";')).toEqual([]);
    expect(unused(offers, takes, 'export { a } from "./offers.ts";')).toEqual([]);
  });

  test("a default export: only a tool's configuration has one", () => {
    expect(unused("export default {};")).toEqual([]);
  });
});
