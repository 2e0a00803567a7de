import { readdirSync, readFileSync } from "node:fs";

/** @typedef {import("./report.ts").Table} Table */
/** @typedef {import("./topics/loads.ts").Load} Load */

const REPEATS = 5;

/** @type {readonly Load[]} */
const LOADS = ["bare", "short", "untraced", "engine", "live"];

/** CPU time by thread, ms. @typedef {Map<string, { ms: number, role: "lanes" | "page" | "other" }>} Threads */

/** @param {string} path @returns {string} "" where the thread has gone meanwhile */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** @param {string} path @returns {string[]} */
function list(path) {
  try {
    return readdirSync(path).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** This process's descendants: the browser and its processes. See proc(5), /proc/pid/stat, field 4. */
function descendants() {
  const parents = new Map(
    list("/proc").map((pid) => {
      const stat = read(`/proc/${pid}/stat`);
      return [pid, stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]];
    }),
  );
  /** @param {string | undefined} pid @returns {boolean} */
  const isOurs = (pid) =>
    pid !== undefined && (pid === String(process.pid) || isOurs(parents.get(pid)));
  return [...parents.keys()].filter((pid) => pid !== String(process.pid) && isOurs(pid));
}

/** @returns {Threads} */
function threads() {
  /** @type {Threads} */
  const found = new Map();
  for (const pid of descendants()) {
    const isRenderer = read(`/proc/${pid}/cmdline`).includes("--type=renderer");
    for (const id of list(`/proc/${pid}/task`)) {
      const ms = Number(read(`/proc/${pid}/task/${id}/schedstat`).split(" ")[0]) / 1e6;
      const isWorker = read(`/proc/${pid}/task/${id}/comm`).startsWith("DedicatedWorker");
      const role = isWorker ? "lanes" : isRenderer && id === pid ? "page" : "other";
      found.set(id, { ms, role });
    }
  }
  return found;
}

/** What each role used between two looks, ms. @param {Threads} before @param {Threads} after */
function used(before, after) {
  const sums = { lanes: 0, page: 0, other: 0 };
  for (const [id, { ms, role }] of after) sums[role] += ms - (before.get(id)?.ms ?? 0);
  return sums;
}

/** @typedef {ReturnType<typeof used>} Used */

/**
 * CPU time, not time: what other programs do on the machine hardly bends it, so a few per cent can be told apart even
 * where elapsed times double. Linux only (schedstat), elsewhere there is no table.
 * @param {import("@playwright/test").Page} page the bench page
 * @returns {Promise<Table[]>}
 */
export async function cpuTables(page) {
  if (read("/proc/self/schedstat") === "") return [];
  /** @type {Record<Load, Used[]>} */
  const results = { bare: [], short: [], untraced: [], engine: [], live: [] };
  await page.evaluate(() => window.bench?.load("none"));
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const load of LOADS) {
      const before = threads();
      await page.evaluate((name) => window.bench?.load(name), load);
      results[load].push(used(before, threads()));
    }
  }
  return [tableOf(results)];
}

/**
 * @param {Record<Load, Used[]>} results
 * @returns {Table}
 */
function tableOf({ bare, short, untraced, engine, live }) {
  /**
   * Without what a run of two jobs takes: probe, clocks, messages before and after.
   * @param {readonly Used[]} runs
   * @param {keyof Used} role
   */
  const net = (runs, role) => runs.map((run, i) => run[role] - (short[i]?.[role] ?? 0));
  const lanes = net(engine, "lanes");
  const work = bare.map((run) => run.lanes);
  return {
    title: "CPU time of 5000 x 0.4 ms on 2 lanes",
    how: [
      "From the kernel's accounts by thread, which other programs hardly bend. A run of two jobs is subtracted from the engine's lines: probe, clocks, first and last messages.",
      "On a machine with no core to spare, what the page's own thread and the others take is taken from the lanes: it bounds the speedup.",
    ],
    figures: [
      { what: "two bare workers", unit: "ms", values: work },
      { what: "lanes", unit: "ms", values: lanes, baseline: work, as: "times" },
      {
        what: "lanes, with tracing against without",
        unit: "ms",
        values: lanes,
        baseline: net(untraced, "lanes"),
        as: "times",
        aim: { of: "ratio", atMost: 1.01 },
      },
      { what: "page's thread, nothing drawn", unit: "ms", values: net(engine, "page") },
      { what: "page's thread, live timeline", unit: "ms", values: net(live, "page") },
      { what: "other threads, bare workers", unit: "ms", values: bare.map((run) => run.other) },
      { what: "other threads, nothing drawn", unit: "ms", values: net(engine, "other") },
      { what: "other threads, live timeline", unit: "ms", values: net(live, "other") },
    ],
  };
}
