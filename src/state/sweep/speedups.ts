import { summarise } from "../../metrics/repeat.ts";
import type { Ms } from "../../trace/types.ts";

/** All measured runs of one number of lanes. */
export interface MeasuredLanes {
  readonly lanes: number;
  /** in the order they were measured; at least one */
  readonly makespans: readonly Ms[];
}

/** The same, against the median run on one lane. */
export interface Speedup {
  readonly lanes: number;
  readonly runs: number;
  /** of the median run, ms */
  readonly makespan: Ms;
  /** of the median run */
  readonly speedup: number;
  /** of the slowest and of the fastest run */
  readonly low: number;
  readonly high: number;
}

/** By lanes, ascending. Empty until one lane has been measured: there is nothing to compare with. */
export function speedupsOf(measured: readonly MeasuredLanes[]): readonly Speedup[] {
  const alone = summarise(measured.find(({ lanes }) => lanes === 1)?.makespans ?? []);
  if (alone === undefined || alone.median <= 0) return [];
  return measured
    .flatMap(({ lanes, makespans }): Speedup[] => {
      const all = summarise(makespans);
      if (all === undefined || all.min <= 0) return [];
      return [
        {
          lanes,
          runs: makespans.length,
          makespan: all.median,
          speedup: alone.median / all.median,
          low: alone.median / all.max,
          high: alone.median / all.min,
        },
      ];
    })
    .sort((a, b) => a.lanes - b.lanes);
}

/** One run more. */
export const withRun = (
  measured: readonly MeasuredLanes[],
  lanes: number,
  makespan: Ms,
): readonly MeasuredLanes[] => {
  const before = measured.find((one) => one.lanes === lanes)?.makespans ?? [];
  const others = measured.filter((one) => one.lanes !== lanes);
  return [...others, { lanes, makespans: [...before, makespan] }];
};
