import { readdirSync, readFileSync } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository, with a slash at its end. */
const root = fileURLToPath(new URL("..", import.meta.url));

/** Folders whose code is ours, written by hand. */
const FOLDERS = ["src", "e2e", "bench", "gallery", "scripts"];

/**
 * Every file of a folder of the repository, in a stable order.
 * @param {string} folder
 * @returns {string[]} from the repository's root, with forward slashes
 */
export const treePaths = (folder) =>
  readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(root.length).split(sep).join("/"))
    .sort();

/**
 * Every source file of the repository, in a stable order.
 * @returns {{ path: string, text: string }[]} `path` from the repository's root, with forward slashes
 */
export const sourceTree = () =>
  FOLDERS.flatMap(treePaths)
    .filter((path) => /\.(tsx?|mjs)$/.test(path))
    .map((path) => ({ path, text: readFileSync(root + path, "utf8") }));
