import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { headersFor, siteHeaders } from "./scripts/headers.mjs";

/** The dev server injects inline scripts and styles, so its policy adds a nonce and the reload socket. */
const devNonce = "overlap-dev";
function forDev(headers: Record<string, string>): Record<string, string> {
  const csp = headers["Content-Security-Policy"]
    ?.replace("script-src 'self'", `script-src 'self' 'nonce-${devNonce}'`)
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("connect-src 'self'", "connect-src 'self' ws:");
  return csp === undefined ? headers : { ...headers, "Content-Security-Policy": csp };
}

const headers = siteHeaders();

/** The built site under all rules of public/_headers, as a static host serves it. */
const pageHeaders: Plugin = {
  name: "page-headers",
  configurePreviewServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      const { pathname } = new URL(request.url ?? "/", "http://host");
      for (const [name, value] of Object.entries(headersFor(pathname))) {
        response.setHeader(name, value);
      }
      next();
    });
  },
};

interface ModuleGraph {
  getModuleInfo(
    id: string,
  ): { readonly isEntry: boolean; readonly importers: readonly string[] } | null;
}

/**
 * One chunk of what both pages load first. Left alone, each set of modules that some later chunk also uses becomes
 * a chunk of its own: two dozen small files that gzip 7 kB worse than one.
 */
function firstLoadOfBoth(id: string, graph: ModuleGraph): string | null {
  const found = new Set([id]);
  // A Set hands out what is added to it while it is walked. `importers` are static: dynamic ones load later.
  for (const module of found) {
    for (const importer of graph.getModuleInfo(module)?.importers ?? []) found.add(importer);
  }
  const entries = [...found].filter((module) => graph.getModuleInfo(module)?.isEntry);
  return entries.length > 1 ? "lab" : null;
}

/**
 * The body of the scenario that a new visitor sees is fetched beside the app, not after it. Links that name another
 * one fetch that as soon as the app starts.
 */
function preloadFirstScenario(): Plugin {
  const manifest = readFileSync(new URL("src/scenario/manifest.ts", import.meta.url), "utf8");
  const first = /import\("\.(\/catalogue\/[\w-]+\.ts)"\)/.exec(manifest)?.[1];
  if (first === undefined) throw new Error("src/scenario/manifest.ts: no body is loaded");
  return {
    name: "preload-first-scenario",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {}, filename }) {
        if (!filename.endsWith("index.html")) return [];
        const body = Object.values(bundle).find(
          (one) => one.type === "chunk" && one.facadeModuleId?.endsWith(first) === true,
        );
        if (body?.type !== "chunk") return [];
        return [body.fileName, ...body.imports]
          .filter((file) => !html.includes(file))
          .map((file) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `./${file}` },
            injectTo: "head" as const,
          }));
      },
    },
  };
}

export default defineConfig(({ command, isPreview }) => ({
  base: "./",
  plugins: [react(), pageHeaders, preloadFirstScenario()],
  worker: { format: "es" },
  ...(command === "serve" && isPreview !== true ? { html: { cspNonce: devNonce } } : {}),
  server: { headers: forDev(headers) },
  // pageHeaders sets them, by path; left out, those of the dev server would be sent
  preview: { headers: {} },
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { app: "index.html", embed: "embed.html" },
      output: { codeSplitting: { groups: [{ name: firstLoadOfBoth }] } },
    },
  },
}));
