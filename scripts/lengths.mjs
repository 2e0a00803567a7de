import { parseSync, Visitor } from "vite";

/** @typedef {{ path: string, text: string }} Source */
/** @typedef {{ path: string, line: number, lines: number }} Length of a file (then `line` is 1) or a function */

/** Most lines; of the functions over `long` at most a share of `longShare`; the median file. */
export const LIMITS = { file: 300, medianFile: 110, function: 120, long: 60, longShare: 0.01 };

/**
 * @param {readonly Source[]} sources
 * @returns {Length[]}
 */
export const fileLengths = (sources) =>
  sources.map(({ path, text }) => ({ path, line: 1, lines: text.split("\n").length - 1 }));

/**
 * Every function: declarations, methods, arrows, with what they hold, closures too.
 * @param {readonly Source[]} sources
 * @returns {Length[]}
 */
export function functionLengths(sources) {
  return sources.flatMap(({ path, text }) => {
    /** @type {Length[]} */
    const found = [];
    /** @param {{ start: number, end: number }} node */
    const add = ({ start, end }) => {
      const line = text.slice(0, start).split("\n").length;
      found.push({ path, line, lines: text.slice(start, end).split("\n").length });
    };
    new Visitor({
      FunctionDeclaration: add,
      FunctionExpression: add,
      ArrowFunctionExpression: add,
    }).visit(parseSync(path, text).program);
    return found;
  });
}

/**
 * The middle one, or the upper of the two in the middle.
 * @param {readonly Length[]} lengths
 */
export const median = (lengths) =>
  lengths.map(({ lines }) => lines).sort((a, b) => a - b)[lengths.length >> 1] ?? 0;

/**
 * What is longer than so many lines, as sentences, the longest first.
 * @param {readonly Length[]} lengths
 * @param {number} most
 * @returns {string[]}
 */
export const longerThan = (lengths, most) =>
  lengths
    .filter(({ lines }) => lines > most)
    .sort((a, b) => b.lines - a.lines)
    .map(({ path, line, lines }) => `${path}:${line} has ${lines} lines, ${most} are the most`);
