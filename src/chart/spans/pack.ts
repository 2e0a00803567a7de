import type { Ms } from "../../trace/types.ts";

interface Interval {
  readonly start: Ms;
  readonly end: Ms;
}

/** An interval of no length still needs a line of its own for an instant. */
const INSTANT: Ms = 1e-9;

/**
 * Greedy interval partitioning: gives every interval the lowest line that is free, in order of start, and
 * so uses exactly as many lines as intervals overlap at most (Kleinberg and Tardos, Algorithm Design, 4.1).
 * Ends after the newest start don't matter, so a growing picture never reshuffles what it has drawn.
 *
 * @param intervals ordered by start
 * @returns for each interval the index of its line; n log n
 */
export function packLines(intervals: readonly Interval[]): Uint32Array {
  const end = (i: number): Ms => {
    const interval = intervals[i];
    return interval === undefined ? 0 : Math.max(interval.end, interval.start + INSTANT);
  };
  const byEnd = Uint32Array.from(intervals, (_, i) => i).sort((a, b) => end(a) - end(b) || a - b);
  const lines = new Uint32Array(intervals.length);
  const free: number[] = [];
  let ended = 0;
  let count = 0;
  intervals.forEach(({ start }, i) => {
    for (let e = byEnd[ended]; e !== undefined && end(e) <= start; e = byEnd[++ended]) {
      release(free, lines[e] ?? 0);
    }
    lines[i] = free.pop() ?? count++;
  });
  return lines;
}

/** Keeps `free` in falling order, so that `pop` takes the lowest line. */
function release(free: number[], line: number): void {
  let at = free.length;
  while (at > 0 && (free[at - 1] ?? 0) < line) at--;
  free.splice(at, 0, line);
}
