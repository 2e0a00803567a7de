import type { Bytes, Ms, Trace } from "../trace/types.ts";
import { executing, inProgress, peak, queueLength, releaseTimes } from "./counts.ts";
import { executingPieces } from "./executing.ts";
import { type SequentialRun, type SpeedupFigures, speedupOf } from "./speedup.ts";
import { mean, percentile, total } from "./statistics.ts";

/** Times in ms. Names are the program's own wherever figures leave it. */
export interface Metrics extends SpeedupFigures {
  /** When the last task settled, since the run began. */
  readonly makespan: Ms;
  /** Peak of tasks started and not yet settled: the run's concurrency. */
  readonly inProgressPeak: number;
  /** Peak of lanes executing a task: the run's parallelism. */
  readonly executingPeak: number;
  readonly executingMean: number;
  /** Tasks settled per second, those that were cancelled aside. */
  readonly throughput: number;
  /** Released to settled; NaN of a stretch in which no task settled. */
  readonly latency: { mean: Ms; p50: Ms; p95: Ms; p99: Ms; max: Ms };
  /** Time a task spent queued or ready: it could run and no lane took it. */
  readonly waitingForLane: { mean: Ms; max: Ms };
  /** Share of the makespan each lane was executing, 0 to 1. */
  readonly utilisation: { lanes: readonly number[]; mean: number };
  /** Lane-milliseconds of executing. */
  readonly busy: Ms;
  /** Times a lane started to run another task than it ran before. */
  readonly contextSwitches: number;
  /** Most tasks queued or ready at once. */
  readonly queuePeak: number;
  readonly memoryEstimate?: Bytes;
  readonly outcomes: { done: number; failed: number; timedOut: number; cancelled: number };
}

export interface MeasureOptions {
  /** The same plan, one at a time: what `speedup` is against. */
  readonly against?: SequentialRun;
  readonly costs?: { readonly memoryPerLane: Bytes; readonly memoryPerTask: Bytes };
}

/**
 * A trace in figures. An empty trace has a makespan of its duration and zeros; nothing is ever NaN.
 * Tasks cancelled before they were released have no latency and count only among the outcomes.
 */
export function measure(trace: Trace, options: MeasureOptions = {}): Metrics {
  const makespan = lastSettlement(trace);
  const inProgressPeak = peak(inProgress(trace));
  const busyByLane = busyTimes(trace);
  const busy = total(busyByLane);
  const outcomes = countOutcomes(trace);
  const share = (time: Ms) => (makespan > 0 ? time / makespan : 0);
  const { costs } = options;
  return {
    makespan,
    inProgressPeak,
    executingPeak: peak(executing(trace)),
    executingMean: share(busy),
    throughput: 1000 * share(trace.tasks.length - outcomes.cancelled),
    latency: latencies(trace),
    waitingForLane: waitingForLane(trace),
    utilisation: { lanes: busyByLane.map(share), mean: mean(busyByLane.map(share)) },
    busy,
    ...speedupOf(makespan, trace.lanes.length, options.against),
    contextSwitches: contextSwitches(trace),
    queuePeak: peak(queueLength(trace)),
    ...(costs && {
      memoryEstimate:
        trace.lanes.length * costs.memoryPerLane + inProgressPeak * costs.memoryPerTask,
    }),
    outcomes,
  };
}

const lastSettlement = (trace: Trace): Ms =>
  trace.settled.length === 0
    ? trace.duration
    : trace.settled.reduce((last, { at }) => Math.max(last, at), 0);

/** Lane-milliseconds of executing, by LaneId. */
function busyTimes(trace: Trace): readonly Ms[] {
  const busy = trace.lanes.map(() => 0);
  const { lanes, starts, ends } = executingPieces(trace);
  for (const [i, lane] of lanes.entries()) {
    busy[lane] = (busy[lane] ?? 0) + (ends[i] ?? 0) - (starts[i] ?? 0);
  }
  return busy;
}

const latencies = (trace: Trace): Metrics["latency"] =>
  latenciesOf(trace, releaseTimes(trace), () => true);

/** Released to settled, of the tasks that `counts` lets through; where there are none, all is `none`. */
export function latenciesOf(
  trace: Trace,
  releases: readonly (Ms | undefined)[],
  counts: (task: number) => boolean,
  none: Ms = 0,
): Metrics["latency"] {
  const times = releases
    .flatMap((released, task) =>
      released === undefined || !counts(task)
        ? []
        : [(trace.settled[task]?.at ?? trace.duration) - released],
    )
    .sort((a, b) => a - b);
  const longest = times.at(-1);
  if (longest === undefined) return { mean: none, p50: none, p95: none, p99: none, max: none };
  return {
    mean: mean(times),
    p50: percentile(times, 50),
    p95: percentile(times, 95),
    p99: percentile(times, 99),
    max: longest,
  };
}

function waitingForLane(trace: Trace): Metrics["waitingForLane"] {
  const waited = trace.tasks.map(() => 0);
  for (const { task, state, start, end } of trace.spans) {
    if (state.is === "queued" || state.is === "ready") {
      waited[task] = (waited[task] ?? 0) + end - start;
    }
  }
  const released = releaseTimes(trace);
  const times = waited.filter((_, task) => released[task] !== undefined);
  return { mean: mean(times), max: times.reduce((most, t) => Math.max(most, t), 0) };
}

function contextSwitches(trace: Trace): number {
  const ran: (number | undefined)[] = trace.lanes.map(() => undefined);
  let switches = 0;
  for (const { task, state } of trace.spans) {
    if (state.is !== "running") continue;
    const before = ran[state.lane];
    if (before !== undefined && before !== task) switches += 1;
    ran[state.lane] = task;
  }
  return switches;
}

function countOutcomes(trace: Trace): Metrics["outcomes"] {
  const count = { done: 0, failed: 0, "timed-out": 0, cancelled: 0 };
  for (const { outcome } of trace.settled) count[outcome] += 1;
  const { "timed-out": timedOut, ...rest } = count;
  return { ...rest, timedOut };
}
