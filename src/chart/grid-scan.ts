import type { Ms } from "../trace/types.ts";
import type { Scan } from "./columns.ts";
import type { Grid } from "./grid.ts";
import type { Pixels } from "./pixels.ts";
import type { Line, SpanIndex } from "./span-index.ts";

/** Steps of a grid that a column must hold for its edges to be put on steps. */
const COARSE = 4;
/** Steps that it must hold to be read off the grid at all: in fewer there are so few spans that a walk takes less. */
const FINE = 0.5;

/** Whether columns of so many ms are read off the grid. */
export const serves = ({ step }: Grid, msPerColumn: Ms): boolean => msPerColumn >= FINE * step;

/**
 * Reads columns off the grid from `column` on, up to the first in which a span of a pixel or more starts. Where a
 * column holds several steps its edges go to the nearest ones; else they are met exactly, by a walk from the step
 * before.
 * @param end becomes the first position that starts in the column after the last one read, or later
 * @returns that column
 */
export function scanGrid(
  index: SpanIndex,
  line: Line,
  grid: Grid,
  pixels: Pixels,
  column: number,
  out: Scan,
  end: { at: number },
): number {
  const { longest, step } = grid;
  const classes = index.classes.length;
  const { from, perMs, width } = pixels;
  const msPer = 1 / perMs;
  const { kind, share, count } = out;
  const allShort = grid.most < msPer;
  const coarse = msPer >= COARSE * step;
  const read = (c: number, into: Edge): void => {
    const steps = (from + c * msPer - grid.from) / step;
    if (coarse) readStep(grid, classes, Math.round(steps), into);
    else readEdge(index, line, grid, Math.floor(steps), from + c * msPer, into);
  };
  read(column, left);
  let c = column;
  for (; c < width; c++) {
    read(c + 1, right);
    if (!allShort && someLong(longest, left.step, coarse ? right.step : right.step + 1, msPer))
      break;
    let total = 0;
    let most = 0;
    let best = -1;
    for (let k = 0; k < classes; k++) {
      const time = (right.times[k] as number) - (left.times[k] as number);
      total += time;
      if (time > most) {
        best = k;
        most = time;
      }
    }
    if (best >= 0) {
      const covered = total / (coarse ? (right.step - left.step) * step : msPer);
      kind[c] = 1 + best;
      share[c] = covered < 1 ? covered : 1;
      count[c] = right.at - left.at;
      out.filled = true;
    }
    [left, right] = [right, left];
  }
  end.at = left.at;
  return c;
}

/** Whether a span of `length` ms or more starts in steps [from, to). */
function someLong(longest: Float32Array, from: number, to: number, length: Ms): boolean {
  for (let g = from; g < to; g++) if ((longest[g] as number) >= length) return true;
  return false;
}

/** What lies before an instant. */
interface Edge {
  /** the step of the grid at or before it */
  step: number;
  /** first position of the line whose span starts then or later */
  at: number;
  /** ms of each class */
  readonly times: Float64Array;
}

/** Of the column that is being read. */
let left: Edge = { step: 0, at: 0, times: new Float64Array(256) };
let right: Edge = { step: 0, at: 0, times: new Float64Array(256) };

function readStep({ at, times, steps }: Grid, classes: number, step: number, into: Edge): void {
  const g = step < 0 ? 0 : step > steps ? steps : step;
  into.step = g;
  into.at = at[g] as number;
  for (let k = 0; k < classes; k++) into.times[k] = times[g * classes + k] as number;
}

function readEdge(
  { start, before, kind, classes }: SpanIndex,
  line: Line,
  grid: Grid,
  step: number,
  time: number,
  into: Edge,
): void {
  readStep(grid, classes.length, step, into);
  if (classes.length === 1) {
    readAlike(start, before, line, time, into);
    return;
  }
  const { times } = into;
  const since = grid.from + into.step * grid.step;
  // the span before may be under way at the step
  let p = Math.max(line.from, into.at - 1);
  for (; p < line.to; p++) {
    const begins = start[p] as number;
    if (begins >= time) break;
    const ends = begins + (before[p + 1] as number) - (before[p] as number);
    const a = begins < since ? since : begins;
    const b = ends < time ? ends : time;
    const k = kind[p] as number;
    if (b > a) times[k] = (times[k] as number) + b - a;
  }
  into.at = p;
}

/** The same where all spans look alike: what they took is summed up already. */
function readAlike(
  start: Float64Array,
  before: Float64Array,
  { from, to }: Line,
  time: number,
  into: Edge,
): void {
  let p = into.at;
  while (p < to && (start[p] as number) < time) p++;
  into.at = p;
  if (p === from) {
    into.times[0] = before[p] as number;
    return;
  }
  const last = before[p - 1] as number;
  const length = (before[p] as number) - last;
  const reached = time - (start[p - 1] as number);
  into.times[0] = last + (reached < length ? reached : length);
}
