import type { Plan } from "../plan/plan.ts";
import type { TraceHeader } from "../trace/fold.ts";
import { type Lane, type Ms, taskId } from "../trace/types.ts";
import type { Machine, RunRequest } from "./interface.ts";
import type { LaneWorker, Pool } from "./pool.ts";
import { alignClocks, calibrate, jobsOf, probeLoad, type Rates, sizePlan } from "./prepare.ts";
import type { Tell } from "./run-progress.ts";
import { orStopped } from "./stop.ts";
import { absoluteNow } from "./worker/clock.ts";

/** What a run needs beside its request. */
export interface Bench {
  readonly pool: Pool;
  readonly machine: Machine;
  readonly rates: Rates;
}

/** Workers that are ready for a run, and what is known of it before it begins. */
interface Prepared {
  readonly workers: readonly LaneWorker[];
  /** with sizes and estimates as calibrated */
  readonly plan: Plan;
  /** share of its cores that the machine's other load takes */
  readonly load: number;
  /** date and time, ISO 8601 */
  readonly startedAt: string;
  /** t = 0 where the page sets it (cold start), ms since the Unix epoch */
  readonly epoch: Ms | undefined;
  /** what the clocks of lanes may differ by */
  readonly skew: Ms;
}

/** Workers of a cold start read their clocks uncompared: their `timeOrigin`s agree to well within this. */
const COLD_SKEW_MS = 1;

/** Starts the lanes, sizes the plan to the machine and compares the clocks. */
export async function prepareRun(
  { pool, machine, rates }: Bench,
  request: RunRequest,
  lanes: number,
  tell: Tell,
): Promise<Prepared> {
  const { signal } = request;
  await drain(pool, tell, signal);
  tell({ phase: "starting" });
  const workers = await orStopped(pool.ensure(lanes), signal);
  await drain(pool, tell, signal); // a kept worker that hung was ended
  tell({ phase: "calibrating" });
  await calibrate(workers, jobsOf(request.plan), rates, signal);
  const [first] = workers;
  const plan =
    first === undefined ? request.plan : await sizePlan(first, request.plan, rates, signal);
  const load = await probeLoad(workers, machine.cores, signal);
  const startedAt = new Date().toISOString();
  if (request.coldStart === true) {
    pool.clear();
    const epoch = absoluteNow();
    const cold = startCold(pool, lanes);
    return { workers: cold, plan, load, startedAt, epoch, skew: COLD_SKEW_MS };
  }
  const error = await alignClocks(workers, machine.tier === "A", signal);
  const skew = Math.max(machine.clockStep, error);
  return { workers, plan, load, startedAt, epoch: undefined, skew };
}

export const headerOf = (
  machine: Machine,
  lanes: readonly Lane[],
  { plan, startedAt, skew }: Prepared,
): TraceHeader => ({
  provenance: {
    kind: "measured",
    startedAt,
    cores: machine.cores,
    clockStep: machine.clockStep,
    clockSkew: skew,
    isolated: machine.isolated,
    userAgent: machine.userAgent,
  },
  lanes,
  tasks: plan.tasks.map(({ id, label, kind }) => ({ id: taskId(id), label, kind })),
});

/** A terminated busy worker keeps its core for a while: nothing is measured until it is free. */
async function drain(pool: Pool, tell: Tell, signal: AbortSignal | undefined): Promise<void> {
  const left = pool.freeAt - performance.now();
  if (left <= 0) return;
  tell({ phase: "draining" });
  await orStopped(new Promise((resolve) => setTimeout(resolve, left)), signal);
}

/** Does not wait for the workers to answer: that they do not yet is what a cold start shows. */
function startCold(pool: Pool, count: number): readonly LaneWorker[] {
  void pool.ensure(count).catch(() => {});
  return pool.workers.slice(0, count);
}
