import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { siteHeaders } from "./scripts/headers.mjs";

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
