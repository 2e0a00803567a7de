import type { Closed } from "./match-ends.ts";

/** A slice on its row. `depth` 0: in no other. */
export interface Placed<E> extends Closed<E> {
  readonly row: number;
  readonly depth: number;
}

/** Ends and starts this close, µs, are one instant: writers round both. */
const ROUNDING = 0.001;
/** More rows of one thread can't be looked at; what would need a further one is cut to fit the last. */
const MOST_ROWS = 256;

/**
 * Slices of one thread on as many rows as they need. Calls nest, so one row mostly does; slices that partly overlap,
 * which one thread's calls can't, get rows of their own and keep their lengths:
 *
 *     row 0   [lemon--------]        [olive----]      olive follows lemon
 *               [peel] [cut]                          inside of lemon, depth 1
 *     row 1        [melon--------]
 *
 * @param slices in order of start, the longest first
 */
export function nest<E>(slices: readonly Closed<E>[]): readonly Placed<E>[] {
  const rows: number[][] = [];
  return slices.map((slice) => {
    for (let row = 0; ; row += 1) {
      const ends = rows[row] ?? [];
      rows[row] = ends;
      const placed = place(slice, row, ends, row === MOST_ROWS - 1);
      if (placed !== undefined) return placed;
    }
  });
}

/** On that row, whose open slices end at `ends`, outermost first; undefined: it does not fit there. */
function place<E>(
  { start, end, event }: Closed<E>,
  row: number,
  ends: number[],
  mustFit: boolean,
): Placed<E> | undefined {
  let before = Number.NEGATIVE_INFINITY;
  while (ends.length > 0 && (ends.at(-1) ?? 0) <= start + ROUNDING) {
    before = Math.max(before, ends.pop() ?? before);
  }
  const holder = ends.at(-1) ?? Number.POSITIVE_INFINITY;
  if (end > holder + ROUNDING && !mustFit) {
    if (before > start) ends.push(before);
    return undefined;
  }
  const from = Math.max(start, Math.min(before, end));
  const to = Math.max(from, Math.min(end, holder));
  ends.push(to);
  return { start: from, end: to, event, row, depth: ends.length - 1 };
}
