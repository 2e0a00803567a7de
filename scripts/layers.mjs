import { posix } from "node:path";
import { COMPUTED, importsOf } from "./imports.mjs";

/**
 * What one folder may import: folders of src, and npm packages. A table with a row for ".", the files that are in no
 * room, is of the rooms within one folder: its paths are from there, and what lies outside is another table's matter.
 * @typedef {{ folder: string, folders: string[], packages: string[] }} Layer
 */

/** @typedef {{ path: string, text: string }} Source `path` is relative to src, with forward slashes */

/**
 * Reads the table "folder | may import | packages" of a README.
 * @param {string} markdown
 * @returns {Layer[]}
 * @throws Error where there is no such table
 */
export function parseTable(markdown) {
  const lines = markdown.split("\n");
  const head = lines.findIndex((line) =>
    /^\|\s*folder\s*\|\s*may import\s*\|\s*packages\s*\|/.test(line),
  );
  if (head === -1) throw new Error("no table with the columns folder, may import, packages");
  const rest = lines.slice(head + 2);
  const end = rest.findIndex((line) => !line.startsWith("|"));
  return rest.slice(0, end === -1 ? rest.length : end).map((row) => {
    const [folder = "", folders = "", packages = ""] = row.split("|").slice(1).map(names);
    return { folder: folder[0] ?? "", folders: [...folders], packages: [...packages] };
  });
}

/**
 * The names in a table cell; "nothing" is none.
 * @param {string} cell
 */
const names = (cell) =>
  cell
    .split(",")
    .map((name) => name.replaceAll("`", "").trim())
    .filter((name) => name !== "" && name !== "nothing");

/** @param {string} path */
export const isTest = (path) => /\.test\.tsx?$/.test(path);

/**
 * A kit that several tests share; like them it may look anywhere.
 * @param {string} path
 */
const isTestKit = (path) => /-test-kit\.tsx?$/.test(path);

/**
 * Whether a file is there for tests alone: a kit that several of them share, or a fixture written as a picture.
 * @param {string} path relative to src
 */
const isKit = (path) => isTestKit(path) || path.startsWith("trace/sketch/");

/**
 * The layer a file belongs to: the one whose folder is the longest that holds it.
 * @param {string} path relative to src
 * @param {readonly Layer[]} layers
 */
const layerOf = (path, layers) =>
  layers
    .filter(({ folder }) => (folder === "." ? !path.includes("/") : path.startsWith(`${folder}/`)))
    .sort((a, b) => b.folder.length - a.folder.length)[0];

/**
 * The npm package of a bare specifier: "@noble/hashes/sha2.js" is of "@noble/hashes".
 * @param {string} specifier
 */
const packageOf = (specifier) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/**
 * Every import that the table does not allow, as sentences. Tests and their kits may import anything of src, nobody
 * a test, and only they a kit.
 * @param {readonly Source[]} sources
 * @param {readonly Layer[]} layers
 * @returns {string[]}
 */
export function violations(sources, layers) {
  return sources.flatMap(({ path, text }) =>
    importsOf(path, text).flatMap(({ to, line }) => {
      const fault = faultOf(path, to, layers);
      return fault === undefined ? [] : [`${path}:${line} ${fault}`];
    }),
  );
}

/**
 * Every permission of the table that no file makes use of, as sentences. Tests don't count, they need none.
 * @param {readonly Source[]} sources
 * @param {readonly Layer[]} layers
 * @returns {string[]}
 */
export function unusedPermissions(sources, layers) {
  const used = new Set(
    sources
      .filter(({ path }) => !isTest(path) && !isTestKit(path))
      .flatMap(({ path, text }) =>
        importsOf(path, text).map(({ to }) => {
          const local = localOf(path, to);
          const target = local === undefined ? packageOf(to) : layerOf(local, layers)?.folder;
          return `${layerOf(path, layers)?.folder} ${target}`;
        }),
      ),
  );
  return layers.flatMap(({ folder, folders, packages }) =>
    [...folders, ...packages]
      .filter((name) => !used.has(`${folder} ${name}`))
      .map((name) => `${folder} may import ${name}, and does not`),
  );
}

/**
 * The file that a relative specifier means, or undefined for a package.
 * @param {string} path of the file that has it
 * @param {string} to
 */
const localOf = (path, to) =>
  to.startsWith(".") ? posix.join(posix.dirname(path), to) : undefined;

/**
 * @param {string} path
 * @param {string} to
 * @param {readonly Layer[]} layers
 */
function faultOf(path, to, layers) {
  const local = localOf(path, to);
  if (local !== undefined && isTest(local)) return `imports a test, ${local}`;
  if (local !== undefined && /^\.\.\/(bench|e2e|gallery)\//.test(local)) {
    return `imports ${local}: what src needs is in src`;
  }
  if (isTest(path) || isTestKit(path)) return undefined;
  if (local !== undefined && isKit(local) && !isKit(path)) {
    return `imports ${local}, which is there for tests`;
  }
  if (to === COMPUTED) return "imports something computed: write the path out";
  const from = layerOf(path, layers);
  if (from === undefined) return "is in no folder of the table";
  if (local === undefined) {
    const name = packageOf(to);
    return from.packages.includes(name) ? undefined : `${from.folder} may not import ${name}`;
  }
  if (local.startsWith("../") && layers.some(({ folder }) => folder === ".")) return undefined;
  const target = layerOf(local, layers)?.folder;
  if (target === undefined) return `${from.folder} may not import ${local}: it is in no folder`;
  const allowed = target === from.folder || from.folders.includes(target);
  return allowed ? undefined : `${from.folder} may not import ${target} (${local})`;
}

/**
 * Every import from outside of a folder with rooms that does not come by a face, an `index.ts`, as sentences. Tests may
 * look inside; its kits are for whoever looks at it as tests do.
 * @param {readonly Source[]} sources from the repository's root
 * @param {string} folder from there, too
 * @returns {string[]}
 */
export function backDoors(sources, folder) {
  const inside = `${folder}/`;
  return sources
    .filter(({ path }) => !isTest(path) && !path.startsWith(inside))
    .flatMap(({ path, text }) =>
      importsOf(path, text).flatMap(({ to, line }) => {
        const local = localOf(path, to);
        const closed = local?.startsWith(inside) && !local.endsWith("/index.ts") && !isKit(local);
        return closed ? [`${path}:${line} imports ${local}, and not a face of ${folder}`] : [];
      }),
    );
}

/**
 * A way round the table that ends where it began, or undefined.
 * @param {readonly Layer[]} layers
 * @returns {string[] | undefined}
 */
export function cycle(layers) {
  const next = new Map(layers.map(({ folder, folders }) => [folder, folders]));
  /** @type {Set<string>} */
  const clear = new Set();
  /** @type {(folder: string, way: readonly string[]) => string[] | undefined} */
  const walk = (folder, way) => {
    if (way.includes(folder)) return [...way.slice(way.indexOf(folder)), folder];
    if (clear.has(folder)) return undefined;
    for (const one of next.get(folder) ?? []) {
      const found = walk(one, [...way, folder]);
      if (found !== undefined) return found;
    }
    clear.add(folder);
    return undefined;
  };
  for (const { folder } of layers) {
    const found = walk(folder, []);
    if (found !== undefined) return found;
  }
  return undefined;
}
