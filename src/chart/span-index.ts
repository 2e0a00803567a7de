import type { Ms, SpanState, Trace } from "../trace/types.ts";
import { type Grid, gridOf } from "./grid.ts";
import type { Token } from "./palette.ts";

/** Spans that look the same: one state, one tint. A trace has at most 13 of them. */
export interface MarkClass {
  readonly state: SpanState["is"];
  readonly tint: Token;
}

/** A run of positions [from, to) of a SpanIndex: spans that never overlap, in order of start. */
export interface Line {
  readonly from: number;
  readonly to: number;
  /** of a crowded line */
  readonly grid: Grid | undefined;
}

export const NO_LINE: Line = { from: 0, to: 0, grid: undefined };

/**
 * The spans of all rows of one view, line after line, in typed arrays: 21 bytes a span, and at most 2.5 more for the
 * grids of crowded lines. The trace's own spans are objects all over the heap: reading a column's worth of a
 * million of them would cost a cache miss each.
 *
 * ```
 * order  | 0 3 4 9 | 1 2 8 |   index into trace.spans
 * start  | . . . . | . . . |
 *          line 0    line 1
 * ```
 */
export interface SpanIndex {
  readonly order: Uint32Array;
  readonly start: Float64Array;
  /** ms of all spans at earlier positions; one more entry than spans, so that differences are lengths */
  readonly before: Float64Array;
  /** index into `classes` */
  readonly kind: Uint8Array;
  readonly classes: readonly MarkClass[];
}

/**
 * @param lineOf the line of each span of the trace, -1 for none
 * @param count how many lines there are
 * @returns the index and its lines; O(n), a few passes
 */
export function indexSpans(
  trace: Trace,
  lineOf: Int32Array,
  count: number,
  tint: (task: number) => Token,
): { readonly index: SpanIndex; readonly lines: readonly Line[] } {
  const begins = new Uint32Array(count + 1);
  for (const line of lineOf) if (line >= 0) begins[line + 1] = (begins[line + 1] ?? 0) + 1;
  for (let i = 0; i < count; i++) begins[i + 1] = (begins[i + 1] ?? 0) + (begins[i] ?? 0);
  const size = begins[count] ?? 0;
  const next = begins.slice(0, count);
  const order = new Uint32Array(size);
  const start = new Float64Array(size);
  const before = new Float64Array(size + 1);
  const kind = new Uint8Array(size);
  const { classes, classOf } = classifier(tint);
  const { spans } = trace;
  for (let i = 0; i < spans.length; i++) {
    const line = lineOf[i] ?? -1;
    const span = spans[i];
    if (line < 0 || span === undefined) continue;
    const at = next[line] ?? 0;
    next[line] = at + 1;
    order[at] = i;
    start[at] = span.start;
    before[at + 1] = span.end - span.start;
    kind[at] = classOf(span.state.is, span.task);
  }
  for (let at = 0; at < size; at++) before[at + 1] = (before[at + 1] ?? 0) + (before[at] ?? 0);
  const lineAt = (line: number): Line => {
    const [from, to] = [begins[line] ?? 0, begins[line + 1] ?? 0];
    return { from, to, grid: gridOf(start, before, kind, classes.length, from, to) };
  };
  return {
    index: { order, start, before, kind, classes },
    lines: Array.from({ length: count }, (_, line) => lineAt(line)),
  };
}

/** Numbers classes in the order they are met. */
function classifier(tint: (task: number) => Token) {
  const classes: MarkClass[] = [];
  const known = new Map<string, number>();
  const add = (state: SpanState["is"], token: Token): number => {
    const key = state === "running" ? token : state;
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, classes.length);
    return classes.push({ state, tint: token }) - 1;
  };
  const plain = new Map<SpanState["is"], number>();
  const classOf = (state: SpanState["is"], task: number): number => {
    if (state === "running") return add(state, tint(task));
    const found = plain.get(state);
    if (found !== undefined) return found;
    const made = add(state, "running");
    plain.set(state, made);
    return made;
  };
  return { classes, classOf };
}

/** Length of the span at a position, ms. */
export const lengthAt = ({ before }: SpanIndex, at: number): Ms =>
  (before[at + 1] ?? 0) - (before[at] ?? 0);

/** Adds to `into` the ms of each class in positions [from, to). */
export function addTimes(index: SpanIndex, from: number, to: number, into: Float64Array): void {
  const { before, kind, classes } = index;
  if (classes.length === 1) {
    into[0] = (into[0] as number) + (before[to] as number) - (before[from] as number);
    return;
  }
  for (let at = from; at < to; at++) {
    const k = kind[at] as number;
    into[k] = (into[k] as number) + (before[at + 1] as number) - (before[at] as number);
  }
}

/** Position of the last span of `line` that starts at or before `time`; `line.from - 1` when all start later. */
export function lastStarted({ start }: SpanIndex, line: Line, time: Ms): number {
  let low = line.from;
  let high = line.to;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((start[mid] ?? 0) <= time) low = mid + 1;
    else high = mid;
  }
  return low - 1;
}

/**
 * First position from `from` on, before `to`, whose span starts at `time` or later; `to` when none does.
 * @param guess where it may be: neighbouring columns hold about as many spans, so widening from there finds it
 * in a few steps, most of them on one cache line
 */
export function seek(
  start: Float64Array,
  from: number,
  to: number,
  time: Ms,
  guess: number,
): number {
  let low = Math.min(guess, to);
  let high = low;
  let step = 4;
  if (low < to && (start[low] as number) < time) {
    do {
      low = high + 1;
      high += step;
      step *= 2;
    } while (high < to && (start[high] as number) < time);
    if (high > to) high = to;
  } else {
    do {
      high = low;
      low -= step;
      step *= 2;
    } while (low > from && (start[low - 1] as number) >= time);
    if (low < from) low = from;
  }
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((start[mid] as number) < time) low = mid + 1;
    else high = mid;
  }
  return low;
}
