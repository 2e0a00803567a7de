import { posix } from "node:path";
import { parseSync } from "vite";

/** @typedef {{ path: string, text: string }} Source `path` with forward slashes, from the same root for all */

/**
 * What one file offers and takes.
 * @typedef {object} Traffic
 * @property {{ name: string, line: number }[]} offered names it exports, its own and those it passes on by name
 * @property {{ from: string, name: string }[]} taken names it imports or passes on, and from which file
 * @property {string[]} passed files it passes everything on from
 * @property {string[]} loose files it takes as a whole: `import * as`, `import()`, as a value or as a type
 */

/**
 * Every export that no other file names, as sentences. A test is a file like any other: what exists only to be tested
 * may be exported. A file taken as a whole has those names used that occur in the taker.
 * @param {readonly Source[]} sources
 * @returns {string[]}
 * @throws SyntaxError for a file that does not parse
 */
export function unusedExports(sources) {
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const traffic = new Map(sources.map((source) => [source.path, trafficOf(source)]));
  /** @type {Set<string>} */
  const used = new Set();
  /** @type {(path: string, name: string) => void} */
  const use = (path, name) => {
    const key = `${path} ${name}`;
    if (used.has(key)) return;
    used.add(key);
    for (const from of traffic.get(path)?.passed ?? []) use(from, name);
  };
  for (const [path, { taken, loose }] of traffic) {
    for (const { from, name } of taken) use(from, name);
    const words = new Set(loose.length > 0 ? texts.get(path)?.match(/[\w$]+/g) : []);
    for (const from of loose) for (const word of words) use(from, word);
  }
  return [...traffic].flatMap(([path, { offered }]) =>
    offered
      .filter(({ name }) => name !== "default" && !used.has(`${path} ${name}`))
      .map(({ name, line }) => `${path}:${line} exports ${name}, which no other file uses`),
  );
}

/**
 * @param {Source} source
 * @returns {Traffic}
 */
function trafficOf({ path, text }) {
  const { module, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`);
  /** @type {Traffic} */
  const found = { offered: [], taken: [], passed: [], loose: [] };
  /** @param {string} to */
  const resolve = (to) => posix.join(posix.dirname(path), to.replace(/\?.*$/, ""));
  for (const { moduleRequest, entries } of module.staticImports) {
    const from = resolve(moduleRequest.value);
    for (const { importName } of entries) {
      if (importName.kind === "NamespaceObject") found.loose.push(from);
      else found.taken.push({ from, name: importName.name ?? "default" });
    }
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, importName, exportName, start } of entries) {
      const from = moduleRequest === null ? undefined : resolve(moduleRequest.value);
      const name = exportName.name ?? (exportName.kind === "Default" ? "default" : undefined);
      const line = text.slice(0, start).split("\n").length;
      if (name !== undefined) found.offered.push({ name, line });
      if (from === undefined) continue;
      if (importName.kind === "Name") found.taken.push({ from, name: importName.name ?? "" });
      else found.passed.push(from);
    }
  }
  for (const [, to = ""] of text.matchAll(/\bimport\(\s*"([^"]+)"/g)) found.loose.push(resolve(to));
  return found;
}
