import { readFileSync } from "node:fs";
import { BUDGETS, firstLoad, gzipped } from "../scripts/size.mjs";

/** @typedef {import("./report.ts").Table} Table */

const REPEATS = 3;
const LONG_MS = 20;

/**
 * Frames of the built app itself while it runs a scenario of some seconds through its console handle, against those
 * of the same page at rest.
 * @param {import("@playwright/test").Page} page at the app
 * @returns {Promise<Table>}
 */
export async function appFrames(page) {
  await page.waitForFunction(() => window.overlap !== undefined);
  const lanes = await page.evaluate(() => navigator.hardwareConcurrency);
  /** @type {number[][]} */
  const atRest = [];
  /** @type {number[][]} */
  const running = [];
  for (let i = 0; i < REPEATS; i++) {
    atRest.push(await page.evaluate(frames, { lanes, run: false }));
    running.push(await page.evaluate(frames, { lanes, run: true }));
  }
  return {
    title: "Frames of the app itself",
    how: [
      `Share of animation frames over ${LONG_MS} ms while overlap.run measures "matrix" on the thread pool with a lane per core; warmed up, calibration included.`,
    ],
    figures: [
      { what: "page at rest", unit: "%", values: atRest.map(shareOfLong) },
      {
        what: "running, timelines growing",
        unit: "%",
        values: running.map(shareOfLong),
        aim: { of: "value", atMost: 1 },
      },
      { what: "longest frame: at rest", unit: "ms", values: atRest.map(longest) },
      { what: "longest frame: running", unit: "ms", values: running.map(longest) },
    ],
  };
}

/** @param {readonly number[]} intervals */
const shareOfLong = (intervals) =>
  (100 * intervals.filter((ms) => ms > LONG_MS).length) / Math.max(1, intervals.length);

/** @param {readonly number[]} intervals */
const longest = (intervals) => Math.max(0, ...intervals);

/**
 * Runs in the page. Intervals between animation frames, by the frames' own times.
 * @param {{ lanes: number, run: boolean }} given
 * @returns {Promise<number[]>}
 */
async function frames({ lanes, run }) {
  /** @type {number[]} */
  const intervals = [];
  /** @type {number | undefined} */
  let last;
  let frame = requestAnimationFrame(function next(time) {
    if (last !== undefined) intervals.push(time - last);
    last = time;
    frame = requestAnimationFrame(next);
  });
  if (run) {
    await window.overlap?.run({ scenario: "matrix", a: "thread-pool", b: "none", lanes });
  } else await new Promise((resolve) => setTimeout(resolve, 1500));
  cancelAnimationFrame(frame);
  return intervals;
}

/**
 * What each page of the built app loads before anyone acts.
 * @param {string} folder
 * @returns {Table}
 */
export function sizeTable(folder) {
  /** @param {string} path */
  const read = (path) => readFileSync(`${folder}/${path}`, "utf8");
  return {
    title: "JavaScript that a page loads first, gzipped",
    how: ["As `npm test` checks it (scripts/size.mjs)."],
    figures: Object.entries(BUDGETS).map(([page, budget]) => ({
      what: page,
      unit: "kB",
      values: [firstLoad(page, read).reduce((sum, path) => sum + gzipped(read(path)), 0) / 1000],
      aim: { of: "value", atMost: budget / 1000 },
    })),
  };
}
