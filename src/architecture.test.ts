import { readdirSync, readFileSync } from "node:fs";
import { posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { importsOf } from "../scripts/imports.mjs";
import {
  backDoors,
  cycle,
  isTest,
  parseTable,
  unusedPermissions,
  violations,
} from "../scripts/layers.mjs";
import { sourceTree } from "../scripts/tree.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const read = (path: string): string => readFileSync(root + path, "utf8");
const paths = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((path) => path.split(sep).join("/"))
  .sort();
const sources = paths
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: read(path) }));
const layers = parseTable(read("README.md"));
const layer = (folder: string) => layers.find((one) => one.folder === folder);

/** Folders whose README has a table of its own, for the rooms within. */
const roomed = layers.flatMap(({ folder }) => {
  const readme = paths.includes(`${folder}/README.md`) ? read(`${folder}/README.md`) : "";
  return readme.includes("| may import |") ? [{ folder, rooms: parseTable(readme) }] : [];
});
/** Files of a folder, by their paths from there. */
const within = (folder: string) =>
  sources
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .map(({ path, text }) => ({ path: path.slice(folder.length + 1), text }));

/** What the checker says about a made-up file. */
const faults = (path: string, text: string) => violations([{ path, text }], layers);

describe("this source", () => {
  test("imports nothing that the table forbids", () => {
    expect(sources.length).toBeGreaterThan(10);
    expect(violations(sources, layers)).toEqual([]);
  });

  test("makes use of everything that the table allows", () => {
    expect(unusedPermissions(sources, layers)).toEqual([]);
  });

  test("has a row for each folder, and no way round in a circle", () => {
    const folders = paths.flatMap((path) => /^(.+)\/tsconfig\.json$/.exec(path)?.[1] ?? []);
    expect(layers.map(({ folder }) => folder).sort()).toEqual(folders.sort());
    expect(cycle(layers)).toBeUndefined();
  });

  test.each(layers)(
    "$folder: its project references say what its row says",
    ({ folder, folders }) => {
      const { references } = JSON.parse(read(`${folder}/tsconfig.json`));
      const referred = references.map(({ path }: { path: string }) => posix.join(folder, path));
      expect(referred.sort()).toEqual([...folders].sort());
    },
  );

  test.each(["trace", "jobs", "metrics", "plan", "scenario", "model", "findings"])(
    "%s has no React and no JSX",
    (folder) => {
      expect(layer(folder)?.packages).not.toContain("react");
      expect(layer(folder)?.folders).not.toContain("ui");
      expect(
        paths.filter((path) => path.startsWith(`${folder}/`) && path.endsWith(".tsx")),
      ).toEqual([]);
    },
  );

  test("reaches the code inside workers through the engine alone", () => {
    const users = layers.filter(({ folders }) => folders.includes("engine/worker"));
    expect(users.map(({ folder }) => folder)).toEqual(["engine"]);
  });

  test("has no rest of a test outside the tests", () => {
    const tools = /^(vitest|fast-check|@vitest|@playwright)/;
    const users = sources.filter(
      ({ path, text }) => !isTest(path) && importsOf(path, text).some(({ to }) => tools.test(to)),
    );
    expect(users.map(({ path }) => path)).toEqual([]);
  });
});

test("the chart has rooms", () => {
  expect(roomed.map(({ folder }) => folder)).toContain("chart");
});

describe.each(roomed)("the rooms of $folder", ({ folder, rooms }) => {
  test("import what their table allows, make use of all of it, and never in a circle", () => {
    expect(violations(within(folder), rooms)).toEqual([]);
    expect(unusedPermissions(within(folder), rooms)).toEqual([]);
    expect(cycle(rooms)).toBeUndefined();
  });

  test("have a row each, and use no package that the folder may not", () => {
    const folders = within(folder).map(({ path }) => posix.dirname(path));
    expect(rooms.map((room) => room.folder).sort()).toEqual([...new Set(folders)].sort());
    const packages = new Set(rooms.flatMap((room) => room.packages));
    expect([...packages].sort()).toEqual([...(layer(folder)?.packages ?? [])].sort());
  });

  test("are entered by a face alone", () => {
    expect(backDoors(sourceTree(), `src/${folder}`)).toEqual([]);
  });
});

test("a picture needs no canvas, and a key none either", () => {
  const rooms = roomed.find(({ folder }) => folder === "chart")?.rooms ?? [];
  const reach = (name: string): readonly string[] => {
    const next = rooms.find(({ folder }) => folder === name)?.folders ?? [];
    return [...next, ...next.flatMap(reach)];
  };
  for (const room of ["export", "input"]) expect(reach(room), room).not.toContain("canvas");
});

describe("the checker catches", () => {
  test.each([
    ["a static import", 'import { run } from "../engine/run.ts";'],
    ["a type import", 'import type { Engine } from "../engine/types.ts";'],
    ["an inline type import", 'import { type Engine } from "../engine/types.ts";'],
    ["an import for its effect", 'import "../engine/run.ts";'],
    ["a re-export", 'export { run } from "../engine/run.ts";'],
    ["a re-export of everything", 'export * from "../engine/run.ts";'],
    ["a type re-export", 'export type { Engine } from "../engine/types.ts";'],
    ["a dynamic import", 'const load = () => import("../engine/run.ts");'],
    ["a type by import()", 'type Engine = import("../engine/types.ts").Engine;'],
    ["a worker", 'new Worker(new URL("../engine/run.ts", import.meta.url), { type: "module" });'],
    ["a glob", 'import.meta.glob("../engine/*.ts");'],
    ["a query", 'import text from "../engine/run.ts?raw";'],
  ])("%s", (_, text) => {
    expect(faults("trace/made-up.ts", `\n${text}`)).toEqual([
      expect.stringMatching(/^trace\/made-up\.ts:2 trace may not import engine \(engine\//),
    ]);
  });

  test.each([
    ["ui/lab.tsx", '"../engine/worker/lane.ts"', "ui may not import engine/worker"],
    ["model/simulate.ts", '"react"', "model may not import react"],
    ["jobs/hash.ts", '"@noble/curves/p256.js"', "jobs may not import @noble/curves"],
    ["trace/parse.ts", '"node:fs"', "trace may not import node:fs"],
    ["trace/parse.ts", '"../../scripts/layers.mjs"', "it is in no folder"],
    ["trace/parse.ts", '"./build.test.ts"', "imports a test, trace/build.test.ts"],
    ["trace/build.test.ts", '"../ui/lab.test.tsx"', "imports a test, ui/lab.test.tsx"],
    ["trace/fold.ts", '"./sketch/sketch.ts"', "trace/sketch/sketch.ts, which is there for tests"],
    ["state/lab.ts", '"./lab-test-kit.ts"', "state/lab-test-kit.ts, which is there for tests"],
    ["trace/build.test.ts", '"../../bench/work.ts"', "../bench/work.ts: what src needs is in src"],
    ["chart/made-up.test.ts", '"../../gallery/states.ts"', "../gallery/states.ts: what src needs"],
    ["stray.ts", '"./trace/types.ts"', "is in no folder of the table"],
  ])("%s importing %s", (path, specifier, fault) => {
    expect(faults(path, `import ${specifier};`)).toEqual([expect.stringContaining(fault)]);
  });

  test("an import whose path is computed", () => {
    expect(faults("ui/lab.tsx", "import(name);")).toEqual([expect.stringContaining("computed")]);
  });

  test("a permission that nobody uses, of a folder and of a package", () => {
    const table = [
      { folder: "a", folders: ["b", "c"], packages: ["react", "zod"] },
      { folder: "b", folders: [], packages: [] },
      { folder: "c", folders: ["b"], packages: [] },
    ];
    const files = [
      { path: "a/one.ts", text: 'import type { B } from "../b/two.ts"; import "react/client";' },
      { path: "a/one.test.ts", text: 'import "../c/three.ts"; import "zod";' },
      { path: "c/three.ts", text: 'import "./four.ts";' },
    ];
    expect(unusedPermissions(files, table)).toEqual([
      "a may import c, and does not",
      "a may import zod, and does not",
      "c may import b, and does not",
    ]);
  });

  test.each([
    ["export/svg.ts", '"../canvas/paint.ts"', "export may not import canvas"],
    ["export/svg.ts", '"../timeline.ts"', "export may not import ."],
    ["timeline.ts", '"./export/svg.ts"', ". may not import export"],
    ["strange/one.ts", '"../canvas/paint.ts"', "is in no folder of the table"],
  ])("of rooms, %s importing %s", (path, specifier, fault) => {
    const row = (folder: string, ...folders: string[]) => ({ folder, folders, packages: [] });
    const rooms = [row("canvas"), row("export"), row(".", "canvas")];
    const check = (text: string) => violations([{ path, text }], rooms);
    expect(check(`import ${specifier};`)).toEqual([expect.stringContaining(fault)]);
    expect(violations([{ path: "timeline.ts", text: 'import "./canvas/a.ts";' }], rooms)).toEqual(
      [],
    );
    expect(
      violations([{ path: "canvas/a.ts", text: 'import "../../trace/t.ts";' }], rooms),
    ).toEqual([]);
  });

  test("whoever comes in by another way than a face, but for tests", () => {
    const doors = (path: string, to: string) =>
      backDoors([{ path, text: `import "${to}";` }], "src/chart");
    expect(doors("src/ui/lab.tsx", "../chart/canvas/paint.ts")).toEqual([
      "src/ui/lab.tsx:1 imports src/chart/canvas/paint.ts, and not a face of src/chart",
    ]);
    expect(doors("bench/draw.ts", "../src/chart/timeline.ts")).toHaveLength(1);
    expect(doors("src/ui/lab.tsx", "../chart/export/index.ts")).toEqual([]);
    expect(doors("src/ui/lab.test.tsx", "../chart/canvas/paint.ts")).toEqual([]);
    expect(doors("src/chart/timeline.ts", "./canvas/paint.ts")).toEqual([]);
  });

  test("a file that does not parse", () => {
    expect(() => faults("ui/lab.tsx", "import {")).toThrow(SyntaxError);
  });

  test("folders that import each other", () => {
    const row = (folder: string, ...folders: string[]) => ({ folder, folders, packages: [] });
    expect(cycle([row("a", "b"), row("b", "c"), row("c", "b")])).toEqual(["b", "c", "b"]);
    expect(cycle([row("a", "b", "c"), row("b", "c"), row("c")])).toBeUndefined();
  });

  test("a table that is not there", () => {
    expect(() => parseTable("# Nothing here")).toThrow(/no table/);
  });
});

test("the checker lets through what the table allows, and tests", () => {
  expect(faults("jobs/hash.ts", 'import { sha256 } from "@noble/hashes/sha2.js";')).toEqual([]);
  expect(faults("chart/bars.ts", 'import type { Trace } from "../trace/types.ts";')).toEqual([]);
  expect(faults("engine/pool.ts", 'new URL("./worker/lane.ts", import.meta.url);')).toEqual([]);
  expect(faults("trace/build.test.ts", 'import { run } from "../engine/run.ts";')).toEqual([]);
  expect(faults("state/lab.test.ts", 'import { open } from "./lab-test-kit.ts";')).toEqual([]);
  expect(faults("state/lab-test-kit.ts", 'import "../trace/sketch/sketch.ts";')).toEqual([]);
});
