import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { parseSync } from "vite";

/** Most JavaScript, gzipped, that a page loads before it can be used. kB = 1000 bytes. */
export const BUDGETS = { "index.html": 145_000, "embed.html": 142_000 };

/**
 * Module files a page loads before anyone acts: its scripts, its module preloads, and whatever those
 * import statically. Workers and dynamic imports come later and are not among them.
 * @param {string} page path in the site
 * @param {(path: string) => string} read text of a file of the site
 * @returns {string[]} paths in the site
 */
export function firstLoad(page, read) {
  const found = new Set(entries(page, read(page)));
  // A Set hands out what is added to it while it is walked.
  for (const file of found) {
    for (const request of requests(file, read(file))) {
      found.add(posix.join(posix.dirname(file), request));
    }
  }
  return [...found];
}

/**
 * What a module imports or re-exports, as written.
 * @param {string} file
 * @param {string} text
 * @returns {string[]}
 */
function requests(file, text) {
  const { staticImports, staticExports } = parseSync(file, text).module;
  const exported = staticExports.flatMap(({ entries }) => entries);
  return [...staticImports, ...exported].flatMap((one) => one.moduleRequest?.value ?? []);
}

/**
 * @param {string} page
 * @param {string} html
 * @returns {string[]}
 */
function entries(page, html) {
  const tags = html.match(/<(script|link)\b[^>]*>/g) ?? [];
  return tags
    .filter((tag) => tag.startsWith("<script") || /rel="modulepreload"/.test(tag))
    .flatMap((tag) => /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? [])
    .map((path) => posix.join(posix.dirname(page), path.replace(/^\//, "")));
}

/** @param {string | Buffer} bytes */
export const gzipped = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** @param {number} bytes */
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);

/**
 * Prints every chunk, and each page's first load.
 * @param {string} dist folder of the built site
 * @returns {boolean[]} of each page: whether it loads some JavaScript and keeps to its budget
 */
function report(dist) {
  /** @param {string} path */
  const bytes = (path) => readFileSync(`${dist}/${path}`);
  /** @param {string} path */
  const text = (path) => bytes(path).toString("utf8");
  const pages = Object.entries(BUDGETS).map(([page, budget]) => ({
    page,
    budget,
    files: firstLoad(page, text),
  }));
  for (const path of readdirSync(dist, { recursive: true, encoding: "utf8" }).sort()) {
    if (!/\.(js|css)$/.test(path)) continue;
    const first = pages.flatMap(({ page, files }) => (files.includes(path) ? [page] : []));
    const when = path.endsWith(".css") ? "style" : first.join(", ") || "later";
    console.log(`${kB(bytes(path).length)} ${kB(gzipped(bytes(path)))} gz  ${path}  (${when})`);
  }
  return pages.map(({ page, budget, files }) => {
    const size = files.reduce((sum, path) => sum + gzipped(bytes(path)), 0);
    console.log(`${page}: first load ${kB(size).trim()} gz of ${kB(budget).trim()}`);
    return files.length > 0 && size <= budget;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const dist = fileURLToPath(new URL("../dist", import.meta.url));
  if (!existsSync(dist)) {
    console.error("There is no built site: run `npm run build` first.");
    process.exitCode = 1;
  } else if (!report(dist).every(Boolean)) {
    console.error("A page loads more JavaScript than its budget, or none at all.");
    process.exitCode = 1;
  }
}
