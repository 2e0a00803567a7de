import type { Pixels } from "../time/pixels.ts";
import { scanGrid, serves } from "./grid-scan.ts";
import { EDGE, HOLLOW, type Scan } from "./scan.ts";
import { addTimes, type Line, lastStarted, lengthAt, type SpanIndex, seek } from "./span-index.ts";

/** How wide marks of some classes are written as columns, too: those that are no more than a box. */
export interface Boxes {
  /** by class: 1 for such a one */
  readonly plain: Uint8Array;
  /** columns of paper that set a box apart from the next, and of its edges */
  readonly line: number;
  /** only its edges are strong */
  readonly hollow: boolean;
}

/** where a reading off a grid ended */
const read = { at: 0 };
/** ms of each class among the short spans of the column under way */
const times = new Float64Array(256);

/**
 * Writes into `out`, which must be as wide as `pixels` and may hold an older scan. Reads a handful of numbers per
 * column. Written as one loop over plain numbers: it is what a frame of a million spans costs.
 */
export function scanLine(
  index: SpanIndex,
  line: Line,
  pixels: Pixels,
  out: Scan,
  boxes?: Boxes,
): void {
  const { start, before, kind: kinds } = index;
  const { from, perMs, width, wide } = pixels;
  const { kind, share, count } = out;
  const msPer = 1 / perMs;
  const classes = index.classes.length;
  const { to } = line;
  const grid = index.grids.get(line);
  const fine = grid !== undefined && serves(grid, msPer) ? grid : undefined;
  clear(out);
  let column = 0;
  let merged = -1; // class of the last short span in `column`; -1: none yet
  let covered = 0; // how much of `column` spans cover, pixels
  let guess = 1; // spans of the column before
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
      const reached = scanGrid(index, line, fine, pixels, c, out, read);
      if (reached > c) {
        times.fill(0, 0, classes);
        column = reached;
        tried = reached;
        at = Math.max(at, read.at);
        const over = at > line.from ? reachOver(index, at - 1, from + column * msPer, msPer) : 0;
        covered = over * perMs;
        merged = over > 0 ? (kinds[at - 1] as number) : -1;
        continue;
      }
    }
    let added = 1;
    if (length < 1) {
      const edge = from + (c + 1) * msPer;
      let next = at + 1;
      if (next < to && (start[next] as number) < edge)
        next = seek(start, next, to, edge, at + guess);
      guess = next - at;
      // All but the last end in this column, since the next one starts in it.
      added = guess > 2 && x >= c ? guess - 1 : 1;
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
      covered += Math.min(x1, c + 1) - x0;
      // Rounded before it is cut: at the edges, too, a span looks as it does when more is in sight.
      const begins = Math.floor(x + 0.5);
      const first = begins < 0 ? 0 : begins;
      const after = Math.min(width, Math.max(begins + 1, Math.floor(x + length + 0.5)));
      if (length >= wide && first < after) {
        writeWide(
          out,
          at,
          kinds[at] as number,
          first,
          after,
          x > -0.5,
          x + length < width + 0.5,
          boxes,
        );
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
}

function clear(out: Scan): void {
  out.kind.fill(0);
  out.share.fill(0);
  out.count.fill(0);
  out.filled = false;
  out.used = 0;
}

/** ms for which the span at a position reaches into the column from `time` on; noted in `times`. 0: not, or past it. */
function reachOver(index: SpanIndex, at: number, time: number, msPer: number): number {
  const over = endOf(index, at) - time;
  if (over <= 0 || over >= msPer) return 0;
  times[index.kind[at] as number] = over;
  return over;
}

/**
 * A mark of its own; of a box its columns, too.
 * @param starts, ends whether the span does within the columns: else it goes on beyond them
 */
function writeWide(
  out: Scan,
  at: number,
  k: number,
  first: number,
  after: number,
  starts: boolean,
  ends: boolean,
  boxes: Boxes | undefined,
): void {
  const { kind, share, wides, used } = out;
  wides[used] = at;
  wides[used + 1] = first;
  wides[used + 2] = after;
  out.used = used + 3;
  if (boxes?.plain[k] !== 1) return;
  const { line, hollow } = boxes;
  out.filled = true;
  const to = ends ? after - line : after;
  const [left, right] = [starts ? first + line : first, ends ? to - line : to];
  for (let i = first; i < to; i++) {
    if (kind[i] !== 0) continue; // merged: short spans win
    kind[i] = 1 + k;
    share[i] = hollow ? (i < left || i >= right ? EDGE : HOLLOW) : 1;
  }
}

const endOf = ({ start, before }: SpanIndex, at: number): number =>
  (start[at] as number) + (before[at + 1] as number) - (before[at] as number);

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
