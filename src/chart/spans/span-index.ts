import { bisectRight } from "d3-array";
import type { Ms, Span, SpanState, Trace } from "../../trace/types.ts";
import type { Token } from "../style/palette.ts";
import type { Tint } from "../style/tints.ts";
import { type Grid, gridOf, isCrowded } from "./grid.ts";

/** Spans that look the same: one state, one tint. A trace has at most 13 of them. */
export interface MarkClass {
  readonly state: SpanState["is"];
  readonly tint: Token;
}

/** A run of positions [from, to) of a SpanIndex: spans that never overlap, in order of start. */
export interface Line {
  readonly from: number;
  readonly to: number;
}

export const NO_LINE: Line = { from: 0, to: 0 };

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
  /** lines of so many spans that a grid serves them */
  readonly crowded: readonly Line[];
  /** of crowded lines, once they were made (see gridsNow): a scan without one takes longer and sees the same */
  readonly grids: Map<Line, Grid>;
}

/** Where each span of the trace belongs. */
interface SpanPlaces {
  /** index into `classes` */
  readonly kind: Uint8Array;
  readonly classes: readonly MarkClass[];
  /** the line of each span, -1 for none */
  readonly line: Int32Array;
}

/** @param lineOf the line of a span, -1 for none */
export function placeSpans(
  { spans }: Pick<Trace, "spans">,
  tint: Tint,
  lineOf: (span: Span, i: number) => number,
): SpanPlaces {
  const size = spans.length;
  const kind = new Uint8Array(size);
  const line = new Int32Array(size);
  const { classes, classOf } = classifier(tint);
  for (let i = 0; i < size; i++) {
    const span = spans[i] as Span;
    kind[i] = classOf(span.state.is, span.task);
    line[i] = lineOf(span, i);
  }
  return { kind, classes, line };
}

/**
 * @param count how many lines there are
 * @returns the index and its lines; a counting sort, O(n)
 */
export function indexSpans(
  { spans }: Pick<Trace, "spans">,
  places: SpanPlaces,
  count: number,
): { readonly index: SpanIndex; readonly lines: readonly Line[] } {
  const { classes, line: lineOf } = places;
  const begins = new Uint32Array(count + 1);
  for (let i = 0; i < lineOf.length; i++) {
    const line = lineOf[i] as number;
    if (line >= 0) begins[line + 1] = (begins[line + 1] as number) + 1;
  }
  for (let i = 0; i < count; i++) begins[i + 1] = (begins[i + 1] ?? 0) + (begins[i] ?? 0);
  const size = begins[count] ?? 0;
  const next = begins.slice(0, count);
  const order = new Uint32Array(size);
  const start = new Float64Array(size);
  const before = new Float64Array(size + 1);
  const kind = new Uint8Array(size);
  for (let i = 0; i < lineOf.length; i++) {
    const line = lineOf[i] as number;
    if (line < 0) continue;
    const at = next[line] as number;
    const span = spans[i] as Span;
    next[line] = at + 1;
    order[at] = i;
    start[at] = span.start;
    before[at + 1] = span.end - span.start;
    kind[at] = places.kind[i] as number;
  }
  for (let at = 0; at < size; at++) {
    before[at + 1] = (before[at + 1] as number) + (before[at] as number);
  }
  const lines = Array.from(
    { length: count },
    (_, line): Line => ({ from: begins[line] ?? 0, to: begins[line + 1] ?? 0 }),
  );
  const crowded = lines.filter(isCrowded);
  return { index: { order, start, before, kind, classes, crowded, grids: new Map() }, lines };
}

/** Makes the grids that an index has not yet: some 2 ms for each line of a hundred thousand spans. */
export function* gridsNow(index: SpanIndex): Generator<void, void, undefined> {
  const { start, before, kind, classes } = index;
  for (const line of index.crowded) {
    if (index.grids.has(line)) continue;
    const grid = gridOf(start, before, kind, classes.length, line.from, line.to);
    if (grid !== undefined) index.grids.set(line, grid);
    yield;
  }
}

/** Numbers classes in the order they are met. */
function classifier(tint: Tint) {
  const classes: MarkClass[] = [];
  const known = new Map<string, number>();
  let lastState: SpanState["is"] | undefined;
  let lastTint: Token | undefined;
  let last = 0;
  const classOf = (state: SpanState["is"], task: number): number => {
    const token = state === "running" ? tint(task) : "running";
    if (state === lastState && token === lastTint) return last;
    const key = state === "running" ? token : state;
    const found = known.get(key);
    last = found ?? classes.push({ state, tint: token }) - 1;
    if (found === undefined) known.set(key, last);
    lastState = state;
    lastTint = token;
    return last;
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
export const lastStarted = ({ start }: SpanIndex, line: Line, time: Ms): number =>
  bisectRight(start, time, line.from, line.to) - 1;

/**
 * First position from `from` on, before `to`, whose span starts at `time` or later; `to` when none does.
 * @param guess where it may be: neighbouring columns hold about as many spans, so widening from there finds it
 * in a few steps, most of them on one cache line; called for each column of a crowded line, where a bisection of all
 * of it by d3-array would start anew
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
