import type { Grid } from "./grid.ts";
import type { TimeScale } from "./scale.ts";
import { addTimes, type Line, lastStarted, lengthAt, type SpanIndex, seek } from "./span-index.ts";

/** A stretch of time on whole device pixels. */
export interface Pixels {
  readonly from: number;
  readonly to: number;
  /** first device pixel of the time axis, and how many there are */
  readonly left: number;
  readonly width: number;
  /** device pixels per ms */
  readonly perMs: number;
  /** spans at least this wide (device px) are marks of their own: there is room for a pattern */
  readonly wide: number;
}

/** CSS px from which a span is drawn as a mark of its own. */
const WIDE = 6;

export function pixelsOf(scale: TimeScale, dpr: number): Pixels {
  const left = Math.round(scale.range[0] * dpr);
  const width = Math.max(1, Math.round(scale.range[1] * dpr) - left);
  const [from, to] = scale.domain;
  return { from, to, left, width, perMs: width / (to - from), wide: WIDE * dpr };
}

/**
 * What one line of a row comes to on a pixel grid. Level of detail in three steps, so that a line costs no more
 * than its pixels, however many spans it has:
 *
 * - a span of `wide` pixels or more is a mark of its own (`wides`);
 * - one of 1 px or more fills the whole columns its rounded ends enclose;
 * - shorter ones are merged by column: the class that took most of their time gives the colour (they win over
 *   a longer span that shares the column, so none vanishes), `share` is how much of the column any span covers.
 *
 * All of it is exact, but that where four steps of a crowded line's grid fit into a column, the edges of the
 * column go to the nearest step: at most an eighth of a pixel away. No span is lost or counted twice by that.
 */
export interface Scan {
  /** 1 + class of each column; 0: nothing, or a wide mark */
  readonly kind: Uint8Array;
  /** how much of the column spans cover, above 0 to 1 where `kind` is not 0 */
  readonly share: Float32Array;
  /** spans that start in the column, or before the first */
  readonly count: Uint32Array;
  /** position, first pixel, pixel after the last, of each wide mark in turn */
  readonly wides: Int32Array;
  /** numbers used in `wides`: 3 for each */
  used: number;
  /** whether any `kind` is not 0 */
  filled: boolean;
}

export const scanOf = (width: number): Scan => ({
  kind: new Uint8Array(width),
  share: new Float32Array(width),
  count: new Uint32Array(width),
  wides: new Int32Array(3 * width + 6),
  used: 0,
  filled: false,
});

/** Steps of a grid that a column must hold for its edges to be put on steps. */
const FINE = 4;

/** ms of each class among the short spans of the column under way */
const times = new Float64Array(256);

/**
 * Writes into `out`, which must be as wide as `pixels` and may hold an older scan. Reads a handful of numbers per
 * column. Written as one loop over plain numbers: it is what a frame of a million spans costs.
 */
export function scanLine(index: SpanIndex, line: Line, pixels: Pixels, out: Scan): void {
  const { start, before, kind: kinds } = index;
  const { from, perMs, width, wide } = pixels;
  const msPer = 1 / perMs;
  const { kind, share, count, wides } = out;
  const classes = index.classes.length;
  const { grid, to } = line;
  const fine = grid !== undefined && msPer >= FINE * grid.step ? grid : undefined;
  kind.fill(0);
  share.fill(0);
  count.fill(0);
  out.filled = false;
  let used = 0;
  let column = 0;
  let merged = -1; // class of the last short span in `column`; -1: none yet
  let covered = 0; // how much of `column` spans cover, pixels
  let held = 1; // spans of the column before
  let tried = 0; // columns before this were not to be read off the grid
  let at = firstSeen(index, line, from);
  while (at < to) {
    const x = ((start[at] as number) - from) * perMs;
    if (x >= width) break;
    const length = ((before[at + 1] as number) - (before[at] as number)) * perMs;
    const x0 = x < column ? column : x;
    const x1 = Math.min(width, Math.max(x0, x + length));
    const c = x0 | 0;
    if (c !== column) {
      if (merged >= 0) close(out, column, merged, covered, classes);
      column = c;
      merged = -1;
      covered = 0;
    }
    // Unless a longer span reaches into it, this column and those after it may be read off the grid.
    if (fine !== undefined && c >= tried && (merged >= 0 || covered === 0)) {
      tried = c + 1;
      const reached = scanGrid(fine, classes, pixels, c, out);
      if (reached > c) {
        times.fill(0, 0, classes);
        merged = -1;
        covered = 0;
        column = reached;
        tried = reached;
        at = Math.max(at, fine.at[stepAt(fine, pixels, reached)] as number);
        continue;
      }
    }
    let added = 1;
    if (length < 1) {
      const edge = from + (c + 1) * msPer;
      let next = at + 1;
      if (next < to && (start[next] as number) < edge)
        next = seek(start, next, to, edge, at + held);
      held = next - at;
      // All but the last end in this column, since the next one starts in it.
      added = held > 2 && x >= c ? held - 1 : 1;
      merged = kinds[at + added - 1] as number;
      if (added > 1) {
        addTimes(index, at, at + added, times);
        covered += ((before[at + added] as number) - (before[at] as number)) * perMs;
      } else {
        const inside = Math.min(x1, c + 1) - x0;
        times[merged] = (times[merged] as number) + inside * msPer;
        covered += inside;
      }
    } else {
      const first = Math.min(width - 1, (x0 + 0.5) | 0);
      const after = Math.min(width, Math.max(first + 1, (x1 + 0.5) | 0));
      covered += Math.min(x1, c + 1) - x0;
      if (length >= wide) {
        wides[used] = at;
        wides[used + 1] = first;
        wides[used + 2] = after;
        used += 3;
      } else {
        const value = 1 + (kinds[at] as number);
        for (let i = first; i < after; i++) {
          if (kind[i] !== 0) continue; // merged: short spans win
          kind[i] = value;
          share[i] = 1;
        }
        out.filled = true;
      }
    }
    count[c] = (count[c] as number) + added;
    // The end of the (last) span may lie in another column.
    const end = added > 1 ? x0 : x1;
    const last = Math.min(width - 1, end | 0);
    if (last > c) {
      if (merged >= 0) close(out, c, merged, covered, classes);
      column = last;
      merged = -1;
      covered = end - last;
      if (length < 1 && covered > 0) {
        merged = kinds[at] as number;
        times[merged] = covered * msPer;
      }
    }
    at += added;
  }
  if (merged >= 0) close(out, column, merged, covered, classes);
  out.used = used;
}

/** The step of the grid nearest to the left edge of a column. */
function stepAt(grid: Grid, { from, perMs }: Pixels, column: number): number {
  const step = Math.round((from + column / perMs - grid.from) / grid.step);
  return step < 0 ? 0 : step > grid.steps ? grid.steps : step;
}

/**
 * Reads columns off the grid from `column` on, up to the first in which a span of a pixel or more starts.
 * @returns the column after the last one read
 */
function scanGrid(grid: Grid, classes: number, pixels: Pixels, column: number, out: Scan): number {
  const { at, times, longest } = grid;
  const { width } = pixels;
  const { kind, share, count } = out;
  const short = 1 / pixels.perMs;
  const allShort = grid.most < short;
  let left = stepAt(grid, pixels, column);
  for (let c = column; c < width; c++) {
    const right = stepAt(grid, pixels, c + 1);
    if (!allShort) {
      for (let g = left; g < right; g++) if ((longest[g] as number) >= short) return c;
    }
    let total = 0;
    let most = 0;
    let best = -1;
    for (let k = 0; k < classes; k++) {
      const time = (times[right * classes + k] as number) - (times[left * classes + k] as number);
      total += time;
      if (time > most) {
        best = k;
        most = time;
      }
    }
    if (best >= 0) {
      const covered = total / ((right - left) * grid.step);
      kind[c] = 1 + best;
      share[c] = covered < 1 ? covered : 1;
      count[c] = (at[right] as number) - (at[left] as number);
      out.filled = true;
    }
    left = right;
  }
  return width;
}

/** Position of the first span that ends after `from`, or starts there. */
function firstSeen(index: SpanIndex, line: Line, from: number): number {
  const at = lastStarted(index, line, from);
  if (at < line.from) return line.from;
  const start = index.start[at] as number;
  return start + lengthAt(index, at) > from || start === from ? at : at + 1;
}

/** Ends a column that holds short spans. `times` is empty again. */
function close(out: Scan, column: number, merged: number, covered: number, classes: number): void {
  let best = merged;
  let most = times[merged] as number;
  for (let k = 0; k < classes; k++) {
    const time = times[k] as number;
    if (time > most) {
      best = k;
      most = time;
    }
    times[k] = 0;
  }
  out.kind[column] = 1 + best;
  out.share[column] = covered < 1 ? covered : 1;
  out.filled = true;
}
