/**
 * npm run bench: the figures. A measurement, not a test: an aim that was not met is a word in a table, and the exit
 * code is 0 unless something broke. `npm run bench -- --only lanes,model` takes some of the topics.
 */
import { cpus } from "node:os";
import { chromium } from "@playwright/test";
import { findChromium, launchArgs } from "../scripts/chromium.mjs";
import { chosenHere } from "../scripts/only.mjs";
import { appFrames, sizeTable } from "./app.mjs";
import { cpuTables } from "./cpu.mjs";
import { benchPage, buildApp, fetchRivals, nodePart, serve } from "./site.mjs";
import { median, render } from "./table.mjs";

/** @typedef {import("./report.ts").Table} Table */

const IN_BENCH_PAGE = [
  "lanes",
  "speedup",
  "dispatch",
  "messages",
  "ready",
  "frames",
  "tracing",
  "calibration",
  "predicted",
  "import",
];
const TOPICS = [...IN_BENCH_PAGE, "chart", "cpu", "app", "size", "model"];

const topics = chosenHere({ command: "npm run bench", one: "topic", names: TOPICS });
/** @param {readonly string[]} names */
const wants = (...names) => names.some((name) => topics.includes(name));

/**
 * One topic that breaks must not cost the others.
 * @param {string} topic
 * @param {() => Promise<readonly Table[]>} measure
 */
async function show(topic, measure) {
  try {
    for (const table of await measure()) console.log(`\n${render(table)}`);
  } catch (error) {
    process.exitCode = 1;
    console.error(
      `\n${topic}: could not be measured. ${error instanceof Error ? error.message : error}`,
    );
  }
}

/**
 * A page of its own, so that nothing of another topic is left in it.
 * @template T
 * @param {import("@playwright/test").Browser} browser
 * @param {string} url
 * @param {(page: import("@playwright/test").Page) => Promise<T>} use
 */
async function onPage(browser, url, use) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.goto(url);
    return await use(page);
  } finally {
    await page.close();
  }
}

/** @param {import("@playwright/test").Browser} browser */
async function inBenchPage(browser) {
  const site = await benchPage();
  /** @param {import("@playwright/test").Page} page */
  const loaded = (page) => page.waitForFunction(() => window.bench !== undefined);
  console.log(await onPage(browser, site.url, (page) => loaded(page).then(() => machine(page))));
  for (const topic of IN_BENCH_PAGE.filter((name) => wants(name))) {
    await show(topic, () =>
      onPage(browser, site.url, async (page) => {
        await loaded(page);
        return page.evaluate((name) => window.bench?.run(name) ?? [], topic);
      }),
    );
  }
  if (wants("cpu")) {
    await show("cpu", () =>
      onPage(browser, site.url, (page) => loaded(page).then(() => cpuTables(page))),
    );
  }
  await site.close();
}

/** @param {import("@playwright/test").Page} page */
async function machine(page) {
  const facts = await page.evaluate(() => window.bench?.machine());
  if (facts === undefined) throw new Error("The bench page did not load.");
  const { cores, isolated, clockStep, load } = facts;
  const percent = load.map((share) => Math.round(100 * share));
  const worst = Math.max(...percent);
  return [
    `${cores} cores (${cpus()[0]?.model ?? "unknown processor"}), clock step ${Math.round(1000 * clockStep)} µs, ${isolated ? "isolated" : "not isolated"}`,
    `background load by the engine's probe: median ${median(percent)} %, worst ${worst} %${worst > 5 ? ": not a quiet machine, so read ratios and the best, not times" : ""}`,
  ].join("\n");
}

/** A browser that waits for no display: the time between two frames is what a frame costs. */
async function inUnpacedBrowser() {
  fetchRivals();
  const site = await benchPage();
  const args = [
    ...launchArgs(),
    "--disable-frame-rate-limit",
    "--disable-gpu-vsync",
    "--js-flags=--expose-gc",
  ];
  const browser = await chromium.launch({ executablePath: findChromium(), args });
  try {
    return await onPage(browser, site.url, async (page) => {
      await page.waitForFunction(() => window.bench !== undefined);
      return page.evaluate(() => window.bench?.run("chart") ?? []);
    });
  } finally {
    await browser.close();
    await site.close();
  }
}

/** @param {import("@playwright/test").Browser} browser */
async function inApp(browser) {
  const folder = await buildApp();
  if (wants("size")) await show("size", async () => [sizeTable(folder)]);
  if (!wants("app")) return;
  const site = await serve(folder);
  await show("app", () => onPage(browser, site.url, async (page) => [await appFrames(page)]));
  await site.close();
}

async function main() {
  if (wants("chart")) await show("chart", inUnpacedBrowser);
  if (topics.every((topic) => topic === "chart")) return;
  const browser = await chromium.launch({ executablePath: findChromium(), args: launchArgs() });
  try {
    console.log(`Chromium ${browser.version()}, Node ${process.version}`);
    await inBenchPage(browser).catch((error) => show("bench page", () => Promise.reject(error)));
    if (wants("app", "size")) {
      await inApp(browser).catch((error) => show("app", () => Promise.reject(error)));
    }
  } finally {
    await browser.close();
  }
  if (wants("model")) await show("model", async () => (await nodePart()).model());
}

await main();
