import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  inChangelog,
  inManifest,
  inModule,
  isNewer,
  obstacles,
  parseArguments,
  ReleaseError,
} from "./release.mjs";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

test("the arguments are one version, and perhaps a rehearsal", () => {
  expect(parseArguments(["0.2.0"])).toEqual({ version: "0.2.0", dryRun: false });
  expect(parseArguments(["--dry-run", "1.10.3"])).toEqual({ version: "1.10.3", dryRun: true });
});

test.each([[[]], [["v0.2.0"]], [["0.2"]], [["0.2.0", "0.3.0"]], [["0.02.0"]], [["--dry-run"]]])(
  "%j is no version",
  (args) => expect(() => parseArguments(args)).toThrow(ReleaseError),
);

test.each([
  ["0.1.1", "0.1.0", true],
  ["0.10.0", "0.9.9", true],
  ["1.0.0", "0.9.9", true],
  ["0.1.0", "0.1.0", false],
  ["0.9.9", "0.10.0", false],
  ["0.2.9", "1.0.0", false],
])("%s is newer than %s: %s", (version, other, newer) =>
  expect(isNewer(version, other)).toBe(newer),
);

test("only the version of the manifests changes", () => {
  for (const path of ["package.json", "package-lock.json"]) {
    const changed = inManifest(read(path), "98.76.54");
    expect(JSON.parse(changed).version).toBe("98.76.54");
    const { version } = JSON.parse(read(path));
    // in the lock file twice, and once in package.json
    expect(changed.split("98.76.54").length - 1).toBe(path === "package.json" ? 1 : 2);
    expect(changed.replaceAll("98.76.54", version)).toBe(read(path));
  }
});

test("the page's own version changes", () => {
  expect(inModule(read("src/ui/version.ts"), "98.76.54")).toContain('VERSION = "98.76.54";');
  expect(() => inModule("export const NAME = 1;", "0.2.0")).toThrow(ReleaseError);
});

const CHANGES = `# Changelog

## [Unreleased]

### Added

- A lab.

## [0.1.0] - 2025-01-31

- Nothing yet.
`;

test("what was unreleased gets the version and the date", () => {
  const { text, notes } = inChangelog(CHANGES, "0.2.0", "2026-02-03");
  expect(notes).toBe("### Added\n\n- A lab.");
  expect(text).toBe(
    CHANGES.replace("## [Unreleased]\n", "## [Unreleased]\n\n## [0.2.0] - 2026-02-03\n"),
  );
});

test("a first release has no older heading below", () => {
  const first = CHANGES.slice(0, CHANGES.indexOf("\n## [0.1.0]"));
  expect(inChangelog(first, "0.1.0", "2026-02-03").notes).toBe("### Added\n\n- A lab.");
});

test("nothing to release is an error", () => {
  const { text } = inChangelog(CHANGES, "0.2.0", "2026-02-03");
  expect(() => inChangelog(text, "0.3.0", "2026-02-04")).toThrow(/nothing under/);
  expect(() => inChangelog("# Changelog", "0.3.0", "2026-02-04")).toThrow(/no heading/);
});

test("this changelog has the heading that a release looks for", () => {
  expect(read("CHANGELOG.md")).toContain("\n## [Unreleased]\n");
});

test("a tree that must not be released says why", () => {
  const ready = { branch: "main", status: "", tags: "", version: "0.2.0", current: "0.1.0" };
  expect(obstacles(ready)).toEqual([]);
  expect(obstacles({ ...ready, branch: "" })).toEqual([expect.stringContaining("no branch")]);
  const none = { branch: "x", status: " M a", tags: "v0.2.0", version: "0.1.0", current: "0.1.0" };
  expect(obstacles(none)).toHaveLength(4);
});
