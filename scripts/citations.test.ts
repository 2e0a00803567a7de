import { describe, expect, test } from "vitest";
import { danglingCitations, danglingLinks } from "./citations.mjs";
import { readAll, repositoryPaths } from "./tree.mjs";

/** A page that is being written. */
const NOT_YET = "docs/architecture.md links to src/chart/README.md, which is not in the repository";

describe("this repository", () => {
  const files = repositoryPaths();
  const ending = (pattern: RegExp) => readAll(files.filter((path) => pattern.test(path)));

  test("cites nothing in its comments that it has not got", () => {
    const sources = ending(/\.(tsx?|mjs|css)$/);
    expect(sources.length).toBeGreaterThan(300);
    expect(danglingCitations(sources, files)).toEqual([]);
  });

  test("has no link to a page that it has not got", () => {
    const pages = ending(/\.md$/);
    expect(pages.length).toBeGreaterThan(5);
    expect(danglingLinks(pages, files).filter((one) => one !== NOT_YET)).toEqual([]);
  });
});

const files = ["src/model/machine/deadlock.ts", "docs/hosting.md", "README.md"];
const said = (path: string, text: string) =>
  danglingCitations([{ path, text }], files).map((one) => one.replace(/, which.*/, ""));

test.each([
  ["design section", "/** Tiers (design section 10). */"],
  ["design.md, section", "// as design.md, section 3 has it"],
  ["issue 4", "// see issue 4"],
  ["#12", "/* asked for in #12 */"],
  ["layers.md", "// layers.md says why"],
  ["model/deadlock.ts", "/** as model/deadlock.ts does */"],
])("the checker catches %s in a comment", (what, comment) => {
  expect(said("made-up.ts", `\n${comment}\n`)).toContain(`made-up.ts:2 cites ${what}`);
});

test("the checker reads style sheets, too", () => {
  expect(said("made-up.css", "a {}\n/* see\n tokens.css */")).toEqual([
    "made-up.css:2 cites tokens.css",
  ]);
});

test.each([
  ["a file, by as much of its path as one likes", "// deadlock.ts, machine/deadlock.ts, README.md"],
  ["books and papers", "/** Kleinrock 1975, section 3.5; Algorithm Design, 4.1 */"],
  ["patterns and addresses", "// *.overlap.json, *-test-kit.ts, https://example.org/a.html"],
])("the checker lets through %s", (_, comment) => expect(said("made-up.ts", comment)).toEqual([]));

test("what is no comment cites nothing", () => {
  expect(said("made-up.ts", 'const a = "see nowhere.ts";')).toEqual([]);
});

test("links lead to files and folders, from the page they are on", () => {
  const links = (text: string) => danglingLinks([{ path: "docs/page.md", text }], files);
  expect(links("[a](hosting.md#x) [b](../README.md) [c](../src/model/machine)")).toEqual([]);
  expect(links("[a](#here) [b](https://example.org/none.md) [c](mailto:a@example.org)")).toEqual(
    [],
  );
  expect(links("[a](README.md)")).toEqual([
    "docs/page.md links to docs/README.md, which is not in the repository",
  ]);
});
