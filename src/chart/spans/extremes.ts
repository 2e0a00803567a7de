import { bisectRight } from "d3-array";
import type { Pixels } from "../time/pixels.ts";
import type { Steps } from "./curve.ts";

/** Lowest and highest count in each column of pixels. */
export interface Extremes {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

const extremes = (width: number): Extremes => ({
  low: new Float64Array(width),
  high: new Float64Array(width),
});

/** O(steps in sight + width). @param into to be written anew, where it is as wide */
export function extremesOf(
  { at, count }: Steps,
  { from, to, perMs, width }: Pick<Pixels, "from" | "to" | "perMs" | "width">,
  into: Extremes = extremes(width),
): Extremes {
  const { low, high } = into.low.length === width ? into : extremes(width);
  let column = 0;
  let level = 0;
  let [lowest, highest] = [0, 0];
  let edge = from + 1 / perMs;
  for (let i = firstInSight(at, from); i < at.length; i++) {
    const time = at[i] as number;
    if (time > to) break;
    const value = count[i] as number;
    const x = time < edge ? column : Math.min(width - 1, Math.floor((time - from) * perMs));
    if (x > column) {
      low[column] = lowest;
      high[column] = highest;
      for (column++; column < x; column++) {
        low[column] = level;
        high[column] = level;
      }
      edge = from + (x + 1) / perMs;
      lowest = level;
      highest = level;
    } else if (time <= from) {
      lowest = value;
      highest = value;
    }
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    level = value;
  }
  low[column] = lowest;
  high[column] = highest;
  low.fill(level, column + 1);
  high.fill(level, column + 1);
  return { low, high };
}

/** Index of the last step at or before `time`, or 0. */
export const firstInSight = (at: Float64Array, time: number): number =>
  Math.max(0, bisectRight(at, time) - 1);
