import type { Ms, Trace } from "../trace/types.ts";
import { releaseTimes } from "./counts.ts";
import { latenciesOf, type MeasureOptions, type Metrics, measure } from "./measure.ts";
import { mean } from "./statistics.ts";

/**
 * The part of a trace in [from, to): spans cut at its edges, times counted from `from`, `to - from` long. Tasks and
 * lanes keep their ids; a task that settled outside is said to settle at the nearer edge, for a trace has to say
 * something: `measureRange` knows better.
 */
export function sliceTrace(trace: Trace, from: Ms, to: Ms): Trace {
  const inside = (at: Ms): Ms => Math.max(0, Math.min(to, at) - from);
  const cut = <S extends { readonly start: Ms; readonly end: Ms }>(
    spans: readonly S[],
  ): readonly S[] =>
    spans
      .filter(({ start, end }) => start < to && end > from)
      .map((span) => ({ ...span, start: inside(span.start), end: inside(span.end) }));
  return {
    ...trace,
    spans: inOrder(cut(trace.spans)),
    laneSpans: cut(trace.laneSpans),
    settled: trace.settled.map((end) => ({ ...end, at: inside(end.at) })),
    duration: Math.max(0, to - from),
  };
}

/** Cutting moves starts to the edge: there, order is by task. */
const inOrder = (spans: Trace["spans"]): Trace["spans"] =>
  [...spans].sort((a, b) => a.start - b.start || a.task - b.task);

/**
 * The figures of a stretch of a run. Counts, peaks, executing and waiting are of what happened inside; throughput,
 * latency and outcomes of the tasks that settled inside, each latency from the task's own release, and NaN where
 * none settled. `makespan` is the length of the stretch, and there is no speedup: the same work one at a time has no
 * such stretch.
 */
export function measureRange(
  trace: Trace,
  [from, to]: readonly [Ms, Ms],
  options: Pick<MeasureOptions, "costs"> = {},
): Metrics {
  const length = Math.max(0, to - from);
  const part = sliceTrace(trace, from, to);
  const whole = measure({ ...part, settled: part.settled.map((end) => ({ ...end, at: length })) });
  const ended = trace.settled.map(({ at }) => at > from && at <= to);
  const outcomes = { done: 0, failed: 0, timedOut: 0, cancelled: 0 };
  for (const [task, { outcome }] of trace.settled.entries()) {
    if (ended[task] === true) outcomes[outcome === "timed-out" ? "timedOut" : outcome]++;
  }
  const settled = outcomes.done + outcomes.failed + outcomes.timedOut;
  const { inProgressPeak } = measure(part);
  const { costs } = options;
  return {
    ...whole,
    makespan: length,
    inProgressPeak,
    throughput: length > 0 ? (1000 * settled) / length : 0,
    latency: latenciesOf(trace, releaseTimes(trace), (task) => ended[task] === true, Number.NaN),
    waitingForLane: waits(part),
    outcomes,
    ...(costs && {
      memoryEstimate:
        trace.lanes.length * costs.memoryPerLane + inProgressPeak * costs.memoryPerTask,
    }),
  };
}

/** Of the tasks that were there: those with a span inside. */
function waits({ spans }: Trace): Metrics["waitingForLane"] {
  const waited = new Map<number, Ms>();
  for (const { task, state, start, end } of spans) {
    const waiting = state.is === "queued" || state.is === "ready" ? end - start : 0;
    waited.set(task, (waited.get(task) ?? 0) + waiting);
  }
  const times = [...waited.values()];
  return { mean: mean(times), max: times.reduce((most, time) => Math.max(most, time), 0) };
}
