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

/** Recording costs CPU time on the cores that the tests measure: asked for by CI alone, and without a film. */
const keepTraces = process.env.OVERLAP_KEEP_TRACES !== undefined;

export default defineConfig({
  testDir: "e2e",
  // `npm test` runs one project after the other, and gives the first as many workers as there are cores: most of a
  // test waits. A test tagged @alone expects two lanes at once, or looks at how long something takes.
  projects: [
    { name: "e2e", grepInvert: /@alone/, outputDir: "test-results/e2e" },
    { name: "e2e-alone", grep: /@alone/, outputDir: "test-results/e2e-alone" },
  ],
  fullyParallel: true,
  workers: 1,
  // What is tried again is tried often: by itself `toPass` soon pauses for a second.
  expect: { toPass: { intervals: [50] } },
  // A retry would hide a race.
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  // Playwright's json reporter reads the same variable.
  reporter: [["list"], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["json"] as const] : [])],
  use: {
    baseURL: url,
    browserName: "chromium",
    headless: true,
    screenshot: "only-on-failure",
    trace: keepTraces
      ? { mode: "retain-on-failure", screenshots: false, snapshots: true, sources: true }
      : "off",
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
