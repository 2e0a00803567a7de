import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { launchArgs, locateChromium } from "./scripts/chromium.mjs";

/** Shared memory exists only in an isolated page: the browser tests run in one, and so do their workers. */
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

const executablePath = locateChromium();

/** Tests of the engine keep the lanes of a real pool busy. */
const LANES = "src/engine/**/*.browser.test.ts";

type ProjectConfig = NonNullable<TestProjectInlineConfiguration["test"]>;

const browserProject = (name: string, test: ProjectConfig): TestProjectInlineConfiguration => ({
  plugins: [react()],
  server: { headers: isolation },
  // Found late (in a worker, say), a dependency would reload the page in the middle of a test.
  optimizeDeps: {
    entries: ["src/**/!(*.test).{ts,tsx}"],
    // only tests import it, and they are no entries
    include: ["vitest-browser-react"],
  },
  worker: { format: "es" },
  test: {
    name,
    include: ["src/**/*.browser.test.{ts,tsx}"],
    testTimeout: 30_000,
    browser: {
      enabled: true,
      headless: true,
      // into __screenshots__ beside the test
      screenshotFailures: process.env.OVERLAP_KEEP_TRACES !== undefined,
      provider: playwright({
        launchOptions: {
          args: launchArgs(),
          ...(executablePath === undefined ? {} : { executablePath }),
        },
      }),
      instances: [{ browser: "chromium" }],
    },
    ...test,
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          include: ["{src,scripts,gallery}/**/*.test.ts"],
          exclude: ["**/*.browser.test.ts"],
          // Pure code needs no fresh world for each of ninety files: a third of the time.
          isolate: false,
          pool: "threads",
          maxWorkers: "100%",
          // The longest takes 4 s of a quiet core: who works beside others is no failure.
          testTimeout: 30_000,
        },
      },
      // After the unit tests, side by side: these look at what is drawn, said and kept.
      browserProject("browser", {
        exclude: [LANES],
        sequence: { groupOrder: 1 },
        maxWorkers: "100%",
      }),
      // And then, one file at a time: together they would share the cores whose parallelism they look at.
      browserProject("browser-alone", {
        include: [LANES],
        sequence: { groupOrder: 2 },
        fileParallelism: false,
        // of the few that may: they wait, and do not measure
        maxConcurrency: 6,
      }),
    ],
  },
});
