import { browserEnvironment, readMachine } from "../src/engine/machine.ts";
import { createPool, spawnWorkers } from "../src/engine/pool.ts";
import { probeLoad } from "../src/engine/prepare.ts";
import type { MachineFacts, Table } from "./report.ts";
import { calibration } from "./topics/calibration.ts";
import { dispatch } from "./topics/dispatch.ts";
import { frames } from "./topics/frames.ts";
import { importing } from "./topics/import.ts";
import { lanes } from "./topics/lanes.ts";
import { type Load, prepareLoads } from "./topics/loads.ts";
import { predicted } from "./topics/predicted.ts";
import { ready } from "./topics/ready.ts";
import { speedup } from "./topics/speedup.ts";
import { tracing } from "./topics/tracing.ts";

const TOPICS: Readonly<Record<string, () => Promise<readonly Table[]>>> = {
  lanes,
  speedup: () => speedup(),
  dispatch: () => dispatch(),
  messages: async () => [...(await speedup(false)), ...(await dispatch(false))],
  ready,
  frames,
  tracing,
  calibration,
  predicted,
  import: importing,
  // loaded for itself: what else this page measures needs no chart of others
  chart: async () => (await import("./topics/chart.ts")).chart(),
};

const PROBES = 10;

let loads: Promise<Readonly<Record<Load, () => Promise<void>>>> | undefined;

/** Offers the topics to the script that drives this page. */
window.bench = {
  async machine(): Promise<MachineFacts> {
    const { cores, isolated, clockStep } = readMachine(browserEnvironment());
    const pool = createPool(spawnWorkers);
    const workers = await pool.ensure(cores);
    const load: number[] = [];
    for (let i = 0; i < PROBES; i++) load.push(await probeLoad(workers, cores));
    pool.clear();
    return { cores, isolated, clockStep, load };
  },
  async run(topic) {
    const measure = TOPICS[topic];
    if (measure === undefined) throw new TypeError(`topic: there is no "${topic}"`);
    return measure();
  },
  async load(name) {
    loads ??= prepareLoads();
    const ready = await loads;
    if (name !== "none") await ready[name]();
  },
};
