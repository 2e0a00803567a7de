import type { Ms } from "../../trace/types.ts";

/**
 * What a crowded line holds, at evenly spaced instants: sums up to each instant, so that any stretch between two
 * of them costs two reads however many spans it has. Step g lies at `from + g * step`, g from 0 to `steps`.
 */
export interface Grid {
  readonly from: Ms;
  readonly step: Ms;
  readonly steps: number;
  /** first position of the line whose span starts at or after the instant */
  readonly at: Uint32Array;
  /** ms of each class before the instant: times[g * classes + class] */
  readonly times: Float64Array;
  /** the longest span that starts in the step after the instant, ms */
  readonly longest: Float32Array;
  /** the longest of all, ms */
  readonly most: Ms;
}

/** Lines with fewer spans are walked faster than looked up. */
const CROWDED = 1024;
export const isCrowded = ({ from, to }: { readonly from: number; readonly to: number }): boolean =>
  to - from >= CROWDED;
/** Most bytes a span that a grid may take: with the 21 of the index itself they make 23.5. */
const BYTES = 2.5;

/**
 * @param from positions [from, to) of one line; `before` as in SpanIndex
 * @returns undefined for a line that lasts no time
 */
export function gridOf(
  start: Float64Array,
  before: Float64Array,
  kind: Uint8Array,
  classes: number,
  from: number,
  to: number,
): Grid | undefined {
  const begin = start[from] ?? 0;
  const all = (start[to - 1] ?? 0) + (before[to] ?? 0) - (before[to - 1] ?? 0) - begin;
  if (!(all > 0)) return undefined;
  const steps = Math.floor(((to - from) * BYTES) / (8 * classes + 8));
  const step = all / steps;
  const at = new Uint32Array(steps + 1);
  const times = new Float64Array((steps + 1) * classes);
  const longest = new Float32Array(steps + 1);
  const sofar = new Float64Array(classes);
  let g = 0;
  let k = 0;
  let open = begin; // the span of class `k` under way, [open, ends)
  let ends = begin;
  for (let p = from; p <= to; p++) {
    const starts = p < to ? (start[p] as number) : Number.POSITIVE_INFINITY;
    for (let time = begin + g * step; time <= starts && g <= steps; time = begin + ++g * step) {
      at[g] = p;
      for (let c = 0; c < classes; c++) times[g * classes + c] = sofar[c] as number;
      const reached = Math.min(time, ends) - open;
      if (reached > 0) times[g * classes + k] = (times[g * classes + k] as number) + reached;
    }
    if (p === to) break;
    sofar[k] = (sofar[k] as number) + ends - open;
    k = kind[p] as number;
    open = starts;
    const length = (before[p + 1] as number) - (before[p] as number);
    ends = starts + length;
    if (length > (longest[g - 1] as number)) longest[g - 1] = length;
  }
  const most = longest.reduce((a, b) => Math.max(a, b), 0);
  return { from: begin, step, steps, at, times, longest, most };
}
