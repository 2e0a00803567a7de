import { executingPieces } from "../metrics/executing.ts";
import { type Plan, plannedCompute } from "../plan/plan.ts";
import { type LaneId, laneOf, type Ms, type Span, type Trace } from "../trace/types.ts";

/** Where the time of a run went, added up over all tasks and lanes. Times in ms. */
export interface TimeFacts {
  /** before the first task ran */
  readonly firstRun: Ms;
  /**
   * tasks running, the holes of pre-emption included; at one instant at most as many as there are cores, for lanes
   * beyond them can only take turns
   */
  readonly running: Ms;
  /** of that, what the OS took away: lanes that take turns leave no core without one */
  readonly preempted: Ms;
  readonly waiting: Ms;
  readonly waits: number;
  /** lanes that stood free while the task they took next could already run */
  readonly handOver: Ms;
  readonly handOvers: number;
  /** lanes that ran anything */
  readonly lanesUsed: number;
  /** most lanes with a task running at once, pre-empted or not */
  readonly runningPeak: number;
  /** core-ms executing, and the time for it, while at least as many lanes ran as there are cores for them */
  readonly saturated: { readonly executing: Ms; readonly time: Ms };
}

/** @param cores as reported: with more lanes than that, that many running lanes saturate the machine */
export function timeFacts(trace: Trace, cores: number): TimeFacts {
  const running = trace.spans.filter((span) => span.state.is === "running");
  const waiting = trace.spans.filter((span) => span.state.is === "waiting");
  const lanes = new Set(running.map(({ state }) => laneOf(state)));
  const pieces = executingPieces(trace);
  const executing = pieces.lanes.map((_, i) => ({
    start: pieces.starts[i] ?? 0,
    end: pieces.ends[i] ?? 0,
  }));
  const steps = stepsOf(running);
  const runningTime = onCores(steps, cores);
  const full = Math.min(cores, trace.lanes.length);
  return {
    firstRun: running[0]?.start ?? 0,
    running: runningTime,
    preempted: runningTime - onCores(stepsOf(executing), cores),
    waiting: total(waiting),
    waits: waiting.length,
    ...handOvers(trace),
    lanesUsed: lanes.size,
    runningPeak: steps.reduce((most, { count }) => Math.max(most, count), 0),
    saturated: during(executing, steps, full),
  };
}

/** ms of computing in a plan whose tasks all ended as done at the first try. */
export const computeOf = (plan: Plan): Ms =>
  plan.tasks.reduce((sum, task) => sum + plannedCompute(task), 0);

interface Interval {
  readonly start: Ms;
  readonly end: Ms;
}

const total = (spans: readonly Interval[]): Ms =>
  spans.reduce((sum, { start, end }) => sum + end - start, 0);

interface Step {
  readonly at: Ms;
  readonly count: number;
}

/** How many intervals are open, from each instant of change on. */
function stepsOf(intervals: readonly Interval[]): readonly Step[] {
  const changes = intervals
    .flatMap(({ start, end }) => [
      { at: start, by: 1 },
      { at: end, by: -1 },
    ])
    // at one instant ends go first: spans are half-open
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let count = 0;
  return changes.map(({ at, by }) => {
    count += by;
    return { at, count };
  });
}

/** ms that intervals are open, at most `cores` of them at once. */
const onCores = (steps: readonly Step[], cores: number): Ms =>
  steps.reduce(
    (sum, { at, count }, i) => sum + Math.min(count, cores) * ((steps[i + 1]?.at ?? at) - at),
    0,
  );

/** What of `pieces`, at most `full` of them at once, lies in the times when at least `full` intervals were open. */
function during(
  pieces: readonly Interval[],
  steps: readonly Step[],
  full: number,
): TimeFacts["saturated"] {
  const times = steps.flatMap(({ at, count }, i) => {
    const end = steps[i + 1]?.at ?? at;
    return count >= full && end > at ? [{ start: at, end }] : [];
  });
  const executing = stepsOf(pieces);
  let sum = 0;
  let from = 0;
  for (const { start, end } of times) {
    // the step before `start` may reach into this time
    while ((executing[from + 1]?.at ?? Number.POSITIVE_INFINITY) <= start) from += 1;
    for (let i = from; i < executing.length; i += 1) {
      const step = executing[i];
      if (step === undefined || step.at >= end) break;
      const until = executing[i + 1]?.at ?? step.at;
      sum +=
        Math.min(step.count, full) * Math.max(0, Math.min(end, until) - Math.max(start, step.at));
    }
  }
  return { executing: sum, time: total(times) };
}

/** Gaps on a lane before a task that was queued or ready all through the gap. */
function handOvers({ spans }: Trace): Pick<TimeFacts, "handOver" | "handOvers"> {
  const free = new Map<LaneId, Ms>();
  const before = new Map<number, Span>();
  let handOver = 0;
  let count = 0;
  for (const span of spans) {
    const lane = laneOf(span.state);
    const stood = before.get(span.task);
    before.set(span.task, span);
    if (lane === undefined) continue;
    const since = free.get(lane);
    const couldRun = stood?.state.is === "queued" || stood?.state.is === "ready";
    if (since !== undefined && couldRun && stood.start <= since && span.start > since) {
      handOver += span.start - since;
      count += 1;
    }
    free.set(lane, Math.max(since ?? 0, span.end));
  }
  return { handOver, handOvers: count };
}
