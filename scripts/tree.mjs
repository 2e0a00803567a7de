import { readdirSync, readFileSync } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository, with a slash at its end. */
const root = fileURLToPath(new URL("..", import.meta.url));

/** Folders whose code is ours, written by hand. */
const FOLDERS = ["src", "e2e", "bench", "gallery", "scripts"];

/**
 * Every source file of the repository, in a stable order.
 * @returns {{ path: string, text: string }[]} `path` from the repository's root, with forward slashes
 */
export const sourceTree = () =>
  FOLDERS.flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: "utf8" })
      .map((path) => `${folder}/${path.split(sep).join("/")}`)
      .filter((path) => /\.(tsx?|mjs)$/.test(path))
      .sort(),
  ).map((path) => ({ path, text: readFileSync(root + path, "utf8") }));
