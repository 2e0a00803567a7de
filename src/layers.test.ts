import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = `${root}node_modules/.cache/layers`;
const GLOBALS = [
  "document",
  "performance",
  "setTimeout",
  "console",
  "navigator",
  "process",
] as const;

/** Which of the globals a file of that folder can't see, by the compiler, under the folder's own tsconfig. */
function unseen(folder: string): string[] {
  const place = `${cache}/${folder.replace("/", "-")}`;
  mkdirSync(place, { recursive: true });
  const lines = GLOBALS.map((name) => `export const ${name}_ = ${name};`);
  writeFileSync(`${place}/probe.ts`, `${lines.join("\n")}\n`);
  const config = {
    extends: `${root}src/${folder}/tsconfig.json`,
    compilerOptions: { composite: false, noEmit: true, emitDeclarationOnly: false, rootDir: place },
    include: ["probe.ts"],
    references: [],
  };
  writeFileSync(`${place}/tsconfig.json`, JSON.stringify(config));
  const found = compile(`${place}/tsconfig.json`);
  return GLOBALS.filter((name) => found.includes(`Cannot find name '${name}'`));
}

function compile(config: string): string {
  try {
    const tsc = `${root}node_modules/typescript/bin/tsc`;
    return execFileSync(process.execPath, [tsc, "-p", config, "--pretty", "false"], {
      encoding: "utf8",
    });
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}

afterAll(() => rmSync(cache, { recursive: true, force: true }));

describe("each layer sees its own world", () => {
  test.each(["trace", "jobs", "metrics", "plan", "scenario", "model", "findings", "content"])(
    "%s has no DOM, no clock and no console",
    (folder) => expect(unseen(folder)).toEqual([...GLOBALS]),
  );

  test("a worker has a clock and no document", () => {
    expect(unseen("engine/worker")).toEqual(["document", "process"]);
  });

  test("the page has no Node", () => {
    expect(unseen("ui")).toEqual(["process"]);
  });
});
