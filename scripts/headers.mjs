import { readFileSync } from "node:fs";

/**
 * The headers of one rule of a `_headers` file (the format static hosts share): a path at the start of
 * a line, then its headers, indented.
 * @param {string} text
 * @param {string} path the rule, as written: "/*"
 * @returns {Record<string, string>}
 */
export function parseHeaders(text, path) {
  /** @type {Record<string, string>} */
  const headers = {};
  let applies = false;
  for (const line of text.split("\n")) {
    if (/^\S/.test(line)) applies = line.trim() === path;
    const [, name, value] = /^\s+([A-Za-z-]+):\s*(.+)$/.exec(line) ?? [];
    if (applies && name !== undefined && value !== undefined) headers[name] = value;
  }
  return headers;
}

/**
 * What every answer of a server of this site must carry. public/_headers is the one place that says so;
 * the dev server, the preview server and the tests read it too.
 */
export const siteHeaders = () =>
  parseHeaders(readFileSync(new URL("../public/_headers", import.meta.url), "utf8"), "/*");
