import { createServer } from "node:net";
import { defineConfig } from "@playwright/test";
import { launchArgs, locateChromium } from "./scripts/chromium.mjs";

const freePort = () =>
  new Promise<number>((found, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => found(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });

/** Chosen once: every worker process reads this file again, and inherits the environment. */
process.env.OVERLAP_PORT ??= String(await freePort());
const url = `http://127.0.0.1:${process.env.OVERLAP_PORT}/`;
const executablePath = locateChromium();

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // Two tests at once would share the cores whose parallelism they look at, and a retry would hide a race.
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"], ["json", { outputFile: "node_modules/.cache/tests/e2e.json" }]],
  use: {
    baseURL: url,
    browserName: "chromium",
    headless: true,
    screenshot: "only-on-failure",
    launchOptions: {
      args: launchArgs(),
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
  // The built site, and nothing that happens to listen already.
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --strictPort --port ${process.env.OVERLAP_PORT} --outDir ${process.env.OVERLAP_DIST ?? "dist"}`,
    url,
    reuseExistingServer: false,
    stdout: "ignore",
  },
});
