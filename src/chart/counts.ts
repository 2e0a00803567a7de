import { type CountStep, executing, inProgress, peak, startTimes } from "../metrics/counts.ts";
import { executingPieces } from "../metrics/executing.ts";
import type { Ms, Trace } from "../trace/types.ts";
import { countGrid } from "./count-grid.ts";

/** A count over time, for drawing: each step holds until the next. */
export interface Curve {
  readonly peak: number;
  /** of the whole trace, or of a long one where only an 8 192nd of it can be told apart */
  readonly steps: Steps;
}

/** Steps in order: `at[i]` ms on, `count[i]`. */
export interface Steps {
  readonly at: ArrayLike<Ms>;
  readonly count: ArrayLike<number>;
}

/** The two numbers over time. */
export interface Counts {
  readonly inProgress: Curve;
  readonly executing: Curve;
  readonly until: Ms;
}

const NO_CURVE: Curve = { peak: 0, steps: { at: [], count: [] } };
export const NO_COUNTS: Counts = { inProgress: NO_CURVE, executing: NO_CURVE, until: 0 };

/** From so many spans on a step for each would cost more memory than the spans' own index. */
const MANY = 50_000;

export function countsOf(trace: Trace): Counts {
  const until = trace.duration;
  if (trace.spans.length < MANY) {
    return { inProgress: curveOf(inProgress(trace)), executing: curveOf(executing(trace)), until };
  }
  const pieces = executingPieces(trace);
  const starts: Ms[] = [];
  const ends: Ms[] = [];
  for (const [task, at] of startTimes(trace).entries()) {
    if (at === undefined) continue;
    starts.push(at);
    ends.push(trace.settled[task]?.at ?? until);
  }
  return {
    inProgress: countGrid(starts, ends, until),
    executing: countGrid(pieces.starts, pieces.ends, until),
    until,
  };
}

const curveOf = (steps: readonly CountStep[]): Curve => ({
  peak: peak(steps),
  steps: { at: steps.map((step) => step.at), count: steps.map((step) => step.count) },
});
