import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** public/_headers is the one place that says what a server must send; preview and dev read it too. */
function headersFor(path: string): Record<string, string> {
  const lines = readFileSync(new URL(`./public/_headers`, import.meta.url), "utf8").split("\n");
  const headers: Record<string, string> = {};
  let applies = false;
  for (const line of lines) {
    if (/^\S/.test(line)) applies = line.trim() === path;
    const [, name, value] = /^\s+([A-Za-z-]+):\s*(.+)$/.exec(line) ?? [];
    if (applies && name !== undefined && value !== undefined) headers[name] = value;
  }
  return headers;
}

/** The dev server injects inline scripts and styles, so its policy adds a nonce and the reload socket. */
const devNonce = "overlap-dev";
function forDev(headers: Record<string, string>): Record<string, string> {
  const csp = headers["Content-Security-Policy"]
    ?.replace("script-src 'self'", `script-src 'self' 'nonce-${devNonce}'`)
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("connect-src 'self'", "connect-src 'self' ws:");
  return csp === undefined ? headers : { ...headers, "Content-Security-Policy": csp };
}

const headers = headersFor("/*");

export default defineConfig(({ command, isPreview }) => ({
  base: "./",
  plugins: [react()],
  worker: { format: "es" },
  ...(command === "serve" && isPreview !== true ? { html: { cspNonce: devNonce } } : {}),
  server: { headers: forDev(headers) },
  preview: { headers },
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    rollupOptions: { input: { app: "index.html", embed: "embed.html" } },
  },
}));
