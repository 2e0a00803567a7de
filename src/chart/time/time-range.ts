import type { Ms, TimeRange } from "../../trace/types.ts";

/** Closer than this nothing was measured: a microsecond across the screen. */
const SHORTEST: Ms = 0.001;

const clamp = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(high, value));

/** The domain of that length, or as near as may be, that lies within `bounds`. */
export function within([from, to]: TimeRange, [first, last]: TimeRange): TimeRange {
  const length = clamp(to - from, Math.min(SHORTEST, last - first), last - first);
  const start = clamp(from, first, last - length);
  return [start, start + length];
}

/** `factor` below 1 shows less time; the instant `at` stays where it is on the screen. */
export function zoomed(
  [from, to]: TimeRange,
  bounds: TimeRange,
  at: Ms,
  factor: number,
): TimeRange {
  const length = clamp((to - from) * factor, SHORTEST, bounds[1] - bounds[0]);
  const share = to > from ? clamp((at - from) / (to - from), 0, 1) : 0.5;
  const start = from + share * (to - from) - share * length;
  return within([start, start + length], bounds);
}

/** `by`: share of what is shown; above 0 goes on in time. */
export const panned = ([from, to]: TimeRange, bounds: TimeRange, by: number): TimeRange =>
  within([from + by * (to - from), to + by * (to - from)], bounds);

/** The same length, moved as little as brings [start, end) into sight; its start, where it is longer. */
export function including(domain: TimeRange, bounds: TimeRange, start: Ms, end: Ms): TimeRange {
  const [from, to] = domain;
  const margin = 0.1 * (to - from);
  if (start >= from && (end <= to || start <= to - margin)) return domain;
  const shift =
    start < from ? start - from - margin : Math.min(start - from - margin, end - to + margin);
  return within([from + shift, to + shift], bounds);
}

/** An interval with a tenth of its length on either side. */
export function around(start: Ms, end: Ms, bounds: TimeRange): TimeRange {
  const margin = Math.max(0.1 * (end - start), SHORTEST);
  return within([start - margin, end + margin], bounds);
}

export const sameTimeRange = (a: TimeRange | undefined, b: TimeRange | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1]);
