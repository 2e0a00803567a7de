import type { Remote } from "comlink";
import type { JobName } from "../jobs/job.ts";
import type { Plan } from "../plan/plan.ts";
import type { Ms } from "../trace/types.ts";
import type { LaneWorker } from "./pool.ts";
import { orStopped } from "./stop.ts";
import type { LaneApi } from "./worker/protocol.ts";

/** Milliseconds per unit of a job's work, on this machine. */
export type Rates = Map<JobName, Ms>;

/** The longest call, a calibration, takes 55 ms of a core; 32 lanes on two busy cores take some seconds. */
const ANSWER_MS = 10_000;

type Signal = AbortSignal | undefined;

/** @throws EngineError "stopped", or "worker-lost" if the lane does not answer */
const ask = <T>(
  lane: LaneWorker,
  signal: Signal,
  act: (api: Remote<LaneApi>) => Promise<T>,
): Promise<T> => orStopped(lane.handle.call(act, ANSWER_MS), signal);

/** The jobs a plan computes with, in the order in which they occur. */
export function jobsOf(plan: Plan): JobName[] {
  const jobs = new Set<JobName>();
  for (const task of plan.tasks)
    for (const step of task.steps) if (step.do === "compute") jobs.add(step.job);
  return [...jobs];
}

/**
 * Measures the jobs that have no rate yet, on the first lane while the others are idle, and then has every
 * lane compile them: each worker has a JIT of its own, and a cold one is 15 to 80 times slower at first. Other
 * programs only ever make a lane slower, so the best rate of all counts.
 */
export async function calibrate(
  lanes: readonly LaneWorker[],
  jobs: readonly JobName[],
  rates: Rates,
  signal?: Signal,
): Promise<void> {
  const [first, ...others] = lanes;
  if (first === undefined) return;
  for (const job of jobs) {
    if (rates.has(job) && first.warm.has(job)) continue;
    await warmUp(first, job, rates, signal);
  }
  await Promise.all(
    others.map(async (lane) => {
      for (const job of jobs) if (!lane.warm.has(job)) await warmUp(lane, job, rates, signal);
    }),
  );
}

async function warmUp(lane: LaneWorker, job: JobName, rates: Rates, signal: Signal): Promise<void> {
  const rate = await ask(lane, signal, (api) => api.calibrate(job));
  rates.set(job, Math.min(rate, rates.get(job) ?? rate));
  lane.warm.add(job);
}

/** The plan in this machine's sizes. A lane works it out: job code stays out of the page. */
export function sizePlan(
  lane: LaneWorker,
  plan: Plan,
  rates: Rates,
  signal?: Signal,
): Promise<Plan> {
  return ask(lane, signal, (api) => api.size(plan, rates));
}

const HANDSHAKE_BYTES = 16;
/** An error this large means that the two lanes hardly got to run at once: the next run tries again. */
const POOR_MS = 0.05;

/** Compares every lane's clock with the first lane's, once per worker. @returns the worst error bound, ms */
export async function alignClocks(
  lanes: readonly LaneWorker[],
  sharesMemory: boolean,
  signal?: Signal,
): Promise<Ms> {
  const [first, ...others] = lanes;
  if (first === undefined) return 0;
  if (sharesMemory) {
    first.clock ??= { offset: 0, error: 0 };
    for (const lane of others) {
      if ((lane.clock?.error ?? POOR_MS) >= POOR_MS) {
        lane.clock = await shakeHands(first, lane, signal);
      }
    }
  } else {
    for (const lane of lanes) lane.clock ??= await compareByMessage(lane, signal);
  }
  return Math.max(...lanes.map((l) => l.clock?.error ?? 0));
}

async function shakeHands(first: LaneWorker, lane: LaneWorker, signal: Signal) {
  const buffer = new SharedArrayBuffer(HANDSHAKE_BYTES);
  const [, clock] = await Promise.all([
    ask(first, signal, (api) => api.handshake(buffer, "reference")),
    ask(lane, signal, (api) => api.handshake(buffer, "lane")),
  ]);
  return clock;
}

const ROUND_TRIPS = 10;

/** Without shared memory: against the page's clock, the shortest of a few round trips (Cristian's algorithm). */
async function compareByMessage(lane: LaneWorker, signal: Signal) {
  let best = { offset: 0, error: Number.POSITIVE_INFINITY };
  for (let i = 0; i < ROUND_TRIPS; i++) {
    const sent = performance.timeOrigin + performance.now();
    const theirs = await ask(lane, signal, (api) => api.clock());
    const back = performance.timeOrigin + performance.now();
    const error = Math.max((back - sent) / 2, COARSE_CLOCK_MS);
    if (error < best.error) best = { offset: theirs - (sent + back) / 2, error };
  }
  return best;
}

/** Clocks outside isolation step by 0.1 ms (W3C High Resolution Time, "coarsened" values). */
const COARSE_CLOCK_MS = 0.1;

const PROBE_MS = 10;
const PROBES = 3;

/**
 * Spins on as many lanes as there are cores. The middle one of three looks: the page's own work after a press of
 * Run, and workers that have only just started, fill one of them now and then (0.3 of 20 ms was seen).
 * @returns share of the cores' time that others took, 0 to 1
 */
export async function probeLoad(
  lanes: readonly LaneWorker[],
  cores: number,
  signal?: Signal,
): Promise<number> {
  const spinning = lanes.slice(0, cores);
  const shares: number[] = [];
  for (let i = 0; i < PROBES; i++) {
    const lost = await Promise.all(
      spinning.map((l) => ask(l, signal, (api) => api.probe(PROBE_MS))),
    );
    shares.push(lost.reduce((sum, share) => sum + share, 0) / Math.max(1, lost.length));
  }
  return shares.sort((a, b) => a - b)[Math.floor(PROBES / 2)] ?? 0;
}
