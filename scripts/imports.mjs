import { parseSync, Visitor } from "vite";

/**
 * One reference from a source file to another module.
 * @typedef {{ to: string, line: number }} Import `to` is the specifier as written, without its ?query
 */

/** Stands for an import whose target is computed: nobody can tell which layer it reaches. */
export const COMPUTED = "(computed)";

/**
 * Everything a source file reaches for: static imports and re-exports, type-only ones included,
 * `import("...")` as a value and as a type, `new URL("...", import.meta.url)` (how workers are started)
 * and `import.meta.glob("...")`.
 * @param {string} path of the file; its extension says how it is parsed
 * @param {string} text
 * @returns {Import[]}
 * @throws SyntaxError for a file that does not parse
 */
export function importsOf(path, text) {
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`);
  /** @type {Import[]} */
  const found = [];
  /** @param {{ type: string, value?: unknown, start: number } | null | undefined} source */
  const add = (source) => {
    if (!source) return;
    const to = source.type === "Literal" ? String(source.value).replace(/\?.*$/, "") : COMPUTED;
    found.push({ to, line: text.slice(0, source.start).split("\n").length });
  };
  const { staticImports, staticExports } = parsed.module;
  const passed = staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest ?? []),
  );
  const requests = [...staticImports.map(({ moduleRequest }) => moduleRequest), ...passed];
  // a list of names that is passed on has one request, said with each name
  for (const [start, value] of new Map(requests.map((one) => [one.start, one.value]))) {
    add({ type: "Literal", value, start });
  }
  // The tree of a file costs ten times its parsing: most files need not be looked at that closely.
  if (!/\bimport\s*[(.]/.test(text)) return found;
  new Visitor({
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
    NewExpression: (node) => {
      const [target, base] = node.arguments;
      const isUrl = node.callee.type === "Identifier" && node.callee.name === "URL";
      if (isUrl && target && isImportMeta(base, "url")) add(target);
    },
    CallExpression: (node) => {
      if (isImportMeta(node.callee, "glob")) add(node.arguments[0]);
    },
  }).visit(parsed.program);
  return found.sort((a, b) => a.line - b.line);
}

/**
 * Whether a node is `import.meta.<name>`.
 * @param {{ type: string } | undefined} node
 * @param {string} name
 */
function isImportMeta(node, name) {
  if (node?.type !== "MemberExpression") return false;
  const member = /** @type {import("vite").ESTree.MemberExpression} */ (node);
  return (
    member.object.type === "MetaProperty" &&
    member.property.type === "Identifier" &&
    member.property.name === name
  );
}
