import { describe, expect, test } from "vitest";
import { fileLengths, functionLengths, LIMITS, longerThan, median } from "./lengths.mjs";
import { sourceTree } from "./tree.mjs";

describe("this repository", () => {
  // the words of a job's index are data
  const sources = sourceTree().filter(({ path }) => path !== "src/jobs/corpus.ts");
  // `describe` is a function of many lines, and is read one `it` at a time
  const production = sources.filter(({ path }) => !/\.(test|spec)\.tsx?$/.test(path));
  const functions = functionLengths(production);

  test("has small files", () => {
    const files = fileLengths(sources);
    expect(longerThan(files, LIMITS.file)).toEqual([]);
    expect(median(files)).toBeLessThanOrEqual(LIMITS.medianFile);
  });

  test("has no function that is too long", () => {
    expect(longerThan(functions, LIMITS.function)).toEqual([]);
  });

  test("has few long functions", () => {
    const long = longerThan(functions, LIMITS.long);
    const most = Math.floor(LIMITS.longShare * functions.length);
    expect(long.length, long.join("\n")).toBeLessThanOrEqual(most);
  });
});

describe("the checker", () => {
  const source = (text: string) => [{ path: "made-up.ts", text }];

  test("counts every function with its closures, from its own first line to its last", () => {
    const text = `
function outer() {
  const inner = () => {
    return 1;
  };
  return { method() {}, inner };
}
`;
    expect(functionLengths(source(text)).sort((a, b) => a.line - b.line)).toEqual([
      { path: "made-up.ts", line: 2, lines: 6 },
      { path: "made-up.ts", line: 3, lines: 3 },
      { path: "made-up.ts", line: 6, lines: 1 },
    ]);
  });

  test("says which are too long, the longest first", () => {
    const of = (lines: number) => `const f = () => {\n${"f();\n".repeat(lines - 2)}};\n`;
    const found = functionLengths(source(of(61) + of(60) + of(121)));
    expect(longerThan(found, 60)).toEqual([
      "made-up.ts:122 has 121 lines, 60 are the most",
      "made-up.ts:1 has 61 lines, 60 are the most",
    ]);
    expect(longerThan(fileLengths(source("\n".repeat(301))), 300)).toHaveLength(1);
    expect(longerThan(fileLengths(source("\n".repeat(300))), 300)).toEqual([]);
  });

  test("takes the middle of the files", () => {
    const files = [5, 1, 9].map((n) => ({ path: `${n}`, text: "\n".repeat(n) }));
    expect(median(fileLengths(files))).toBe(5);
    expect(median([])).toBe(0);
  });
});
