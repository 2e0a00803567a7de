import type { Ms } from "../trace/types.ts";

/** The same plan, one at a time: what a speedup is against. */
export interface SequentialRun {
  readonly makespan: Ms;
  readonly how: "measured" | "predicted";
}

interface Ratio {
  value: number;
  against: SequentialRun["how"];
}

/** Both absent until it is known how long the same plan takes one at a time. */
export interface SpeedupFigures {
  /** Against the same plan one at a time. */
  readonly speedup?: Ratio;
  /** Speedup per lane. */
  readonly efficiency?: Ratio;
}

/**
 * Speedup and efficiency of a run on so many lanes: arithmetic on two makespans. Nothing where one of them is not known
 * or took no time.
 */
export function speedupOf(
  makespan: Ms,
  lanes: number,
  against: SequentialRun | undefined,
): SpeedupFigures {
  if (against === undefined || makespan <= 0 || lanes === 0) return {};
  const value = against.makespan / makespan;
  return {
    speedup: { value, against: against.how },
    efficiency: { value: value / lanes, against: against.how },
  };
}
