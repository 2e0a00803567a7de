import { posix } from "node:path";
import { parseSync } from "vite";

/** @typedef {{ path: string, text: string }} Source */

/** Notes of ours that whoever reads the code has not got. */
const ELSEWHERE =
  /\b(?:design(?:\.md)?,? section|(?:issue|ticket|pull request) #?\d)|(?<![\w&])#\d{1,4}\b/i;

/** A file by its name, perhaps with folders before it; neither a pattern (`*.css`) nor part of an address. */
const FILE = /(?<![\w*/.:@-])(?:[\w-]+\/)*[\w.-]*\w\.(?:tsx?|mjs|css|md|html)\b/g;

/**
 * Every comment that sends its reader to something which is not in the repository, as sentences. A book or a paper is
 * everybody's; a file is one whose path ends as the comment has it.
 * @param {readonly Source[]} sources
 * @param {readonly string[]} files every file of the repository
 * @returns {string[]}
 */
export function danglingCitations(sources, files) {
  const ends = new Set(files.flatMap(pathEnds));
  return sources.flatMap(({ path, text }) =>
    commentsOf(path, text).flatMap(({ value, start }) => {
      const line = text.slice(0, start).split("\n").length;
      const named = [...value.matchAll(FILE)].map(([file]) => file);
      const missing = named.filter((file) => !ends.has(file));
      const [note] = ELSEWHERE.exec(value) ?? [];
      return [...missing, ...(note === undefined ? [] : [note])].map(
        (what) => `${path}:${line} cites ${what}, which is not in the repository`,
      );
    }),
  );
}

/**
 * Every relative link of a page that leads to no file of the repository, as sentences.
 * @param {readonly Source[]} pages Markdown
 * @param {readonly string[]} files every file of the repository
 * @returns {string[]}
 */
export function danglingLinks(pages, files) {
  const known = new Set(files.flatMap((path) => [path, posix.dirname(path)]));
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)]
      .map(([, to = ""]) => posix.join(posix.dirname(path), to))
      .filter((to) => !known.has(to.replace(/\/$/, "")))
      .map((to) => `${path} links to ${to}, which is not in the repository`),
  );
}

/**
 * The path itself, and what is left of it without its first folder, its first two, and so on.
 * @param {string} path
 */
function pathEnds(path) {
  const parts = path.split("/");
  return parts.map((_, from) => parts.slice(from).join("/"));
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {readonly { value: string, start: number }[]}
 */
function commentsOf(path, text) {
  if (!path.endsWith(".css")) return parseSync(path, text).comments;
  return [...text.matchAll(/\/\*.*?\*\//gs)].map(({ 0: value, index: start }) => ({
    value,
    start,
  }));
}
