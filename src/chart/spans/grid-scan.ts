import type { Ms } from "../../trace/types.ts";
import type { Pixels } from "../time/pixels.ts";
import type { Grid } from "./grid.ts";
import type { Scan } from "./scan.ts";
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
  const classes = index.classes.length;
  if (classes === 1) return scanAlike(index, line, grid, pixels, column, out, end);
  const { longest, step } = grid;
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

/** The same where all spans look alike, as on most threads: their sums are plain numbers, at a third of the cost. */
function scanAlike(
  { start, before }: SpanIndex,
  line: Line,
  grid: Grid,
  { from, perMs, width }: Pixels,
  column: number,
  out: Scan,
  end: { at: number },
): number {
  const { at, times, longest, step, steps } = grid;
  const { kind, share, count } = out;
  const msPer = 1 / perMs;
  const coarse = msPer >= COARSE * step;
  const allShort = grid.most < msPer;
  const perStep = 1 / step;
  let known = false; // whether there is a left edge
  let [busy, position, place] = [0, 0, 0]; // ms, first position and step at the left edge of column c
  let c = column - 1;
  for (; c < width; c++) {
    const time = from + (c + 1) * msPer;
    const exact = (time - grid.from) * perStep;
    const wanted = coarse ? Math.round(exact) : Math.floor(exact);
    const g = wanted < 0 ? 0 : wanted > steps ? steps : wanted;
    let p = at[g] as number;
    let sum = times[g] as number;
    if (!coarse) {
      while (p < line.to && (start[p] as number) < time) p++;
      sum = busyUntil(start, before, line.from, p, time);
    }
    if (known) {
      if (!allShort && someLong(longest, place, coarse ? g : g + 1, msPer)) break;
      const total = sum - busy;
      if (total > 0) {
        const covered = total / (coarse ? (g - place) * step : msPer);
        kind[c] = 1;
        share[c] = covered < 1 ? covered : 1;
        count[c] = p - position;
        out.filled = true;
      }
    }
    known = true;
    busy = sum;
    position = p;
    place = g;
  }
  end.at = position;
  return Math.min(c, width);
}

/** ms of all spans of an index before `time`, where `p` is the first that starts then or later. */
function busyUntil(
  start: Float64Array,
  before: Float64Array,
  first: number,
  p: number,
  time: Ms,
): Ms {
  const all = before[p] as number;
  if (p === first) return all;
  const last = before[p - 1] as number;
  const reached = last + time - (start[p - 1] as number);
  return reached < all ? reached : all;
}
