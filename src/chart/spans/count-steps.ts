import { type CountStep, executing, inProgress, peak, startTimes } from "../../metrics/counts.ts";
import { executingPieces } from "../../metrics/executing.ts";
import type { Ms, Span, TimeRange, Trace } from "../../trace/types.ts";
import { countGrid } from "./count-grid.ts";
import type { Curve } from "./curve.ts";
import { remember } from "./memo.ts";
import { type Line, lastStarted, type SpanIndex } from "./span-index.ts";

/** The two numbers over time. */
export interface Counts {
  readonly inProgress: Curve;
  readonly executing: Curve;
  readonly until: Ms;
}

const NO_CURVE: Curve = {
  peak: 0,
  steps: { at: new Float64Array(0), count: new Uint32Array(0) },
};
export const NO_COUNTS: Counts = { inProgress: NO_CURVE, executing: NO_CURVE, until: 0 };

/** From so many spans on a step for each would cost more memory than the spans' own index. */
const MANY = 50_000;

export const countsOf = (trace: Trace): Counts => ({
  inProgress: inProgressOf(trace),
  executing: executingOf(trace),
  until: trace.duration,
});

/** Tasks in progress over time, worked out once. */
export const inProgressOf = remember((trace: Trace): Curve => {
  if (trace.spans.length < MANY) return curveOf(inProgress(trace));
  const starts: Ms[] = [];
  const ends: Ms[] = [];
  for (const [task, at] of startTimes(trace).entries()) {
    if (at === undefined) continue;
    starts.push(at);
    ends.push(trace.settled[task]?.at ?? trace.duration);
  }
  return countGrid(starts, ends, trace.duration);
});

/** Lanes that execute over time, worked out once. */
export const executingOf = remember((trace: Trace): Curve => {
  if (trace.spans.length < MANY) return curveOf(executing(trace));
  const { starts, ends } = executingPieces(trace);
  return countGrid(starts, ends, trace.duration);
});

/** Most spans of a time range that is counted anew, in some 10 ms. */
const FEW = 60_000;

/** Each task's start and settlement, for counting a part of the time: read once, 16 bytes a task. */
const livesOf = remember((trace: Trace) => ({
  starts: Float64Array.from(startTimes(trace), (at) => at ?? Number.POSITIVE_INFINITY),
  ends: Float64Array.from(trace.settled, ({ at }) => at),
}));

/** The line of each lane, in an index. */
export interface LaneLines {
  readonly index: SpanIndex;
  readonly lines: readonly Line[];
}

/** Whether few enough spans lie in a time range to count it anew. */
export function areFew(lanes: LaneLines, range: TimeRange): boolean {
  let sum = 0;
  for (const [first, after] of placesWithin(lanes, range)) sum += after - first;
  return sum <= FEW;
}

/**
 * Counts of a long trace in [from, to), as fine as a screen can show.
 * @param whole counts of all of it: their peaks stay
 */
export function countsWithin(
  trace: Trace,
  lanes: LaneLines,
  [from, to]: TimeRange,
  whole: Counts,
): Counts {
  const spans: Span[] = [];
  for (const [first, after] of placesWithin(lanes, [from, to])) {
    for (let at = first; at < after; at++) {
      const span = trace.spans[lanes.index.order[at] ?? -1];
      if (span !== undefined && span.end > from) spans.push(span);
    }
  }
  const inside = (at: Ms): Ms => Math.max(0, Math.min(at, to) - from);
  const curve = (starts: readonly Ms[], ends: readonly Ms[], peakOf: Curve): Curve => {
    const { steps } = countGrid(starts.map(inside), ends.map(inside), to - from);
    return {
      peak: peakOf.peak,
      steps: { at: steps.at.map((at) => at + from), count: steps.count },
    };
  };
  const laneSpans = trace.laneSpans.filter(({ start, end }) => start < to && end > from);
  const pieces = executingPieces({ ...trace, spans, laneSpans });
  const lives = livesOf(trace);
  const starts: Ms[] = [];
  const ends: Ms[] = [];
  for (let task = 0; task < lives.starts.length; task++) {
    const [start, end] = [lives.starts[task] as number, lives.ends[task] ?? whole.until];
    if (start >= to || end <= from) continue;
    starts.push(start);
    ends.push(end);
  }
  return {
    inProgress: curve(starts, ends, whole.inProgress),
    executing: curve(pieces.starts, pieces.ends, whole.executing),
    until: whole.until,
  };
}

/** Positions [first, after) in the index, of each lane in turn. */
function placesWithin(
  { lines, index }: LaneLines,
  [from, to]: TimeRange,
): readonly (readonly [first: number, after: number])[] {
  return lines.map((line) => [
    Math.max(line.from, lastStarted(index, line, from)),
    lastStarted(index, line, to) + 1,
  ]);
}

const curveOf = (steps: readonly CountStep[]): Curve => ({
  peak: peak(steps),
  steps: {
    at: Float64Array.from(steps, (step) => step.at),
    count: Uint32Array.from(steps, (step) => step.count),
  },
});
