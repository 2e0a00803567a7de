/**
 * npm test: every check and every test there is, in a real Chromium, and one plain line at the end.
 * `npm test -- --only unit,e2e` runs some of the steps.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "./chromium.mjs";
import { chosenHere } from "./only.mjs";
import { fromPlaywright, fromVitest, line, oneStep, settle, total } from "./tally.mjs";

/** @typedef {import("./tally.mjs").Tally} Tally */

const root = fileURLToPath(new URL("..", import.meta.url));
const reports = "node_modules/.cache/tests";

/**
 * Runs a tool of node_modules, its output streamed as it comes.
 * @param {string} tool
 * @param {readonly string[]} args
 * @returns {Promise<number | null>} its exit code, null where it was killed or did not start
 */
function run(tool, ...args) {
  const path = `${root}node_modules/.bin${delimiter}${process.env.PATH ?? ""}`;
  return new Promise((ended) => {
    spawn(tool, args, {
      cwd: root,
      env: { ...process.env, PATH: path },
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    })
      .on("error", () => ended(null))
      .on("exit", ended);
  });
}

/** @param {string} name */
function report(name) {
  try {
    return JSON.parse(readFileSync(`${root}${reports}/${name}.json`, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} name of the report
 * @param {readonly string[]} projects one after the other, as vitest.config.ts orders them
 */
async function vitest(name, ...projects) {
  const chosen = projects.map((project) => `--project=${project}`);
  const file = `--outputFile.json=${reports}/${name}.json`;
  const exit = await run("vitest", "run", ...chosen, "--reporter=default", "--reporter=json", file);
  const written = report(name);
  return settle(exit, written && fromVitest(written));
}

/**
 * @param {string} project
 * @param {string} workers how many tests run at once: a number, or a share of the cores
 */
async function playwright(project, workers) {
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = `${root}${reports}/${project}.json`;
  const exit = await run("playwright", "test", `--project=${project}`, `--workers=${workers}`);
  const written = report(project);
  return settle(exit, written && fromPlaywright(written));
}

/** A second one after a first that failed all the same: it may have failed for another reason. */
async function e2e() {
  return total([await playwright("e2e", "100%"), await playwright("e2e-alone", "1")]);
}

/** A build that fails must not leave an older one for the next steps to look at. */
async function build() {
  rmSync(`${root}dist`, { recursive: true, force: true });
  return oneStep(await run("vite", "build"));
}

/** In this order: what is quick to fail comes first. @type {Record<string, () => Promise<Tally>>} */
const STEPS = {
  lint: async () => oneStep(await run("biome", "ci", ".")),
  types: async () => oneStep(await run("tsc", "-b")),
  unit: () => vitest("unit", "unit"),
  browser: () => vitest("browser", "browser", "browser-alone"),
  build,
  size: async () => oneStep(await run(process.execPath, "scripts/size.mjs")),
  e2e,
};

const wanted = chosenHere({ command: "npm test", one: "step", names: Object.keys(STEPS) });

/** The steps that need a browser; the others must run without one. */
const IN_BROWSER = ["browser", "e2e"];

/**
 * @param {readonly string[]} names
 * @returns {Promise<Tally>}
 */
async function runSteps(names) {
  if (names.some((name) => IN_BROWSER.includes(name))) {
    process.env.CHROMIUM_PATH = findChromium();
    console.log(`Chromium: ${process.env.CHROMIUM_PATH}`);
  }
  /** @type {Tally[]} */
  const tallies = [];
  for (const [name, step] of Object.entries(STEPS)) {
    if (!names.includes(name)) continue;
    console.log(`\n── ${name}`);
    const start = performance.now();
    const tally = await step();
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(`── ${name}: ${line(tally)}, ${seconds} s`);
    tallies.push(tally);
  }
  return total(tallies);
}

rmSync(`${root}${reports}`, { recursive: true, force: true });
mkdirSync(`${root}${reports}`, { recursive: true });
const sum = await runSteps(wanted).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  return oneStep(null);
});
console.log(`\n${line(sum)}`);
process.exitCode = sum.failed > 0 ? 1 : 0;
