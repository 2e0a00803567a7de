import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { siteHeaders } from "../scripts/headers.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));
const cache = `${root}node_modules/.cache/bench/`;

const OUT = { page: `${cache}page`, node: `${cache}node`, app: `${cache}app` };

/** @type {import("vite").InlineConfig} */
const common = { configFile: false, root: here, base: "./", publicDir: false, logLevel: "warn" };

/** Built as the app is: what is measured is what ships. Served under the site's own headers. */
export async function benchPage() {
  await build({
    ...common,
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
