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
 * Every file that the repository holds, what a tool put there left out.
 * @returns {string[]}
 */
export const repositoryPaths = () => [
  ...[...FOLDERS, "docs", "public", ".github", ".ci"].flatMap(treePaths),
  ...readdirSync(root, { withFileTypes: true }).flatMap((one) => (one.isFile() ? one.name : [])),
];

/**
 * @param {readonly string[]} paths
 * @returns {{ path: string, text: string }[]}
 */
export const readAll = (paths) =>
  paths.map((path) => ({ path, text: readFileSync(root + path, "utf8") }));

/**
 * Every source file of the repository, in a stable order.
 * @returns {{ path: string, text: string }[]} `path` from the repository's root, with forward slashes
 */
export const sourceTree = () =>
  readAll(FOLDERS.flatMap(treePaths).filter((path) => /\.(tsx?|mjs)$/.test(path)));
