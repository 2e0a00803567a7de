import { posix } from "node:path";

/** Names that every folder may have. */
const EVERYWHERE = new Set(["index", "README", "tsconfig"]);

/**
 * A file's name without all that says of which kind it is: a test and a style sheet are of their component.
 * @param {string} path
 */
const stemOf = (path) =>
  posix.basename(path).replace(/(\.browser)?(\.test|\.module|\.d)?\.[a-z]+$/, "");

/**
 * Every name that files in different folders share, as sentences: a file is found by its name.
 * @param {readonly string[]} paths with forward slashes
 * @returns {string[]}
 */
export function sharedStems(paths) {
  /** @type {Map<string, Set<string>>} */
  const folders = new Map();
  for (const path of paths) {
    const stem = stemOf(path);
    if (EVERYWHERE.has(stem)) continue;
    folders.set(stem, (folders.get(stem) ?? new Set()).add(posix.dirname(path)));
  }
  return [...folders]
    .filter(([, places]) => places.size > 1)
    .map(([stem, places]) => `${stem} is in ${[...places].sort().join(" and in ")}`);
}
