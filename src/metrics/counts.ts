import type { Ms, TaskState, Trace } from "../trace/types.ts";
import { executingPieces } from "./executing.ts";

/** One step of a step function of time: from `at` on, `count`, until the next step. */
export interface CountStep {
  readonly at: Ms;
  readonly count: number;
}

/**
 * When each task started, by TaskId: when it first left `queued`. Undefined: it settled before that.
 */
export function startTimes(trace: Trace): readonly (Ms | undefined)[] {
  return firstSpanTimes(trace, (is) => is !== "queued");
}

/**
 * When each task was released, by TaskId: its first span's start. A task that settled without one was released
 * when it settled, unless it was cancelled: then it never was (undefined).
 */
export function releaseTimes(trace: Trace): readonly (Ms | undefined)[] {
  return firstSpanTimes(trace, () => true).map((at, task) => {
    const end = trace.settled[task];
    return at ?? (end?.outcome === "cancelled" ? undefined : end?.at);
  });
}

/** In progress (concurrency): tasks that have started and not yet settled. */
export function inProgress(trace: Trace): readonly CountStep[] {
  const starts: Ms[] = [];
  const ends: Ms[] = [];
  for (const [task, at] of startTimes(trace).entries()) {
    if (at === undefined) continue;
    starts.push(at);
    ends.push(trace.settled[task]?.at ?? trace.duration);
  }
  return countOpen(starts, ends);
}

/** Executing (parallelism): lanes that run a task and have not been pre-empted. */
export function executing(trace: Trace): readonly CountStep[] {
  const { starts, ends } = executingPieces(trace);
  return countOpen(starts, ends);
}

/** Tasks that could run and have no lane: queued or ready. */
export function queueLength(trace: Trace): readonly CountStep[] {
  const starts: Ms[] = [];
  const ends: Ms[] = [];
  for (const { state, start, end } of trace.spans) {
    if (state.is !== "queued" && state.is !== "ready") continue;
    starts.push(start);
    ends.push(end);
  }
  return countOpen(starts, ends);
}

/** The largest count; 0 for no steps. */
export const peak = (steps: readonly CountStep[]): number =>
  steps.reduce((most, { count }) => Math.max(most, count), 0);

/** How many tasks are in each state at `t` ms; `unreleased` tasks are not there yet. */
type StateCounts = Readonly<Record<TaskState["is"] | "unreleased", number>>;

/** Spans are half-open: at the instant a span ends, the next one counts. Sums to the number of tasks. */
export function countsAt(trace: Trace, t: Ms): StateCounts {
  const counts = { queued: 0, running: 0, waiting: 0, blocked: 0, ready: 0, settled: 0 };
  for (const { start, end, state } of trace.spans) {
    if (start > t) break;
    if (t < end) counts[state.is] += 1;
  }
  for (const { at } of trace.settled) if (at <= t) counts.settled += 1;
  const known = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return { ...counts, unreleased: trace.tasks.length - known };
}

function firstSpanTimes(
  trace: Trace,
  counts: (is: TaskState["is"]) => boolean,
): readonly (Ms | undefined)[] {
  const first: (Ms | undefined)[] = trace.tasks.map(() => undefined);
  for (const { task, start, state } of trace.spans) {
    if (first[task] === undefined && counts(state.is)) first[task] = start;
  }
  return first;
}

/**
 * How many of the half-open intervals [starts[i], ends[i]) are open, over time. One step per instant at which
 * the count changes, from 0 on: an interval that ends where another starts makes no step. O(n log n).
 */
function countOpen(starts: readonly Ms[], ends: readonly Ms[]): readonly CountStep[] {
  const opens = Float64Array.from(starts).sort();
  const closes = Float64Array.from(ends).sort();
  const steps: CountStep[] = [{ at: 0, count: 0 }];
  let count = 0;
  let o = 0;
  let c = 0;
  while (c < closes.length) {
    const at = Math.min(opens[o] ?? Number.POSITIVE_INFINITY, closes[c] ?? 0);
    const before = count;
    for (; opens[o] === at; o += 1) count += 1;
    for (; closes[c] === at; c += 1) count -= 1;
    if (count === before) continue;
    if (at === 0) steps[0] = { at, count };
    else steps.push({ at, count });
  }
  return steps;
}
