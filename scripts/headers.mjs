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

const text = () => readFileSync(new URL("../public/_headers", import.meta.url), "utf8");

/**
 * What every answer of a server of this site must carry. public/_headers is the one place that says so;
 * the dev server, the preview server and the tests read it too.
 */
export const siteHeaders = () => parseHeaders(text(), "/*");

/**
 * What the answer for one path carries, as static hosts do it: every rule that fits, and of a header that several
 * rules have all values, with commas between them.
 * @param {string} path "/", "/index.html", "/embed.html"
 * @returns {Record<string, string>}
 */
export function headersFor(path) {
  const headers = siteHeaders();
  for (const [name, value] of Object.entries(parseHeaders(text(), path))) {
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}
