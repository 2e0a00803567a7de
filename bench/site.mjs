import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { siteHeaders } from "../scripts/headers.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));
const cache = `${root}node_modules/.cache/bench/`;

const OUT = { page: `${cache}page`, node: `${cache}node`, app: `${cache}app` };

/** @type {import("vite").InlineConfig} */
const common = { configFile: false, root: here, base: "./", publicDir: false, logLevel: "warn" };

/**
 * Libraries that figures are held against. They are no dependencies of the project: npm brings them here when they
 * are wanted.
 */
const RIVALS = {
  folder: `${root}node_modules/.cache/bench/rivals`,
  packages: ["flame-chart-js@3.3.0"],
};

/** @throws Error where npm can't bring them */
export function fetchRivals() {
  if (existsSync(`${RIVALS.folder}/node_modules/flame-chart-js/package.json`)) return;
  mkdirSync(RIVALS.folder, { recursive: true });
  writeFileSync(`${RIVALS.folder}/package.json`, '{ "private": true }');
  const flags = ["--no-audit", "--no-fund", "--legacy-peer-deps", "--ignore-scripts"];
  const { status } = spawnSync("npm", ["install", ...flags, ...RIVALS.packages], {
    cwd: RIVALS.folder,
    stdio: "ignore",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error("npm could not fetch the library to compare with.");
}

/** What stands in for a library that was not fetched; the topics that need it are not run then. */
const rivals = {
  name: "rivals",
  /** @param {string} source */
  resolveId(source) {
    if (source !== "flame-chart-js") return null;
    const file = `${RIVALS.folder}/node_modules/flame-chart-js/dist/index.js`;
    return existsSync(file) ? file : `${here}rivals/none.ts`;
  },
};

/** Built as the app is: what is measured is what ships. Served under the site's own headers. */
export async function benchPage() {
  await build({
    ...common,
    plugins: [rivals],
    worker: { format: "es" },
    build: {
      outDir: OUT.page,
      emptyOutDir: true,
      target: "es2023",
      modulePreload: { polyfill: false },
    },
  });
  return serve(OUT.page);
}

/** @returns {Promise<typeof import("./model.ts")>} the part that runs in Node, which can't read TypeScript */
export async function nodePart() {
  await build({
    ...common,
    build: { outDir: OUT.node, emptyOutDir: true, target: "node20", ssr: `${here}model.ts` },
    ssr: { noExternal: true },
  });
  return import(`${OUT.node}/model.js`);
}

/** The app, beside `dist`, which others may be looking at. @returns {Promise<string>} its folder */
export async function buildApp() {
  await build({ root, logLevel: "warn", build: { outDir: OUT.app, emptyOutDir: true } });
  return OUT.app;
}

/**
 * @param {string} outDir
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(outDir) {
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { host: "127.0.0.1", port: 4300, headers: siteHeaders() },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("The bench page could not be served.");
  return { url, close: () => server.close() };
}
