import { bisector } from "d3-array";
import type { LaneSpan, Ms, Span, TaskId, Trace } from "../../trace/types.ts";
import { type SpanAt, spanIndex } from "../layout/hit.ts";
import type { Layout } from "../layout/layout.ts";
import { type Line, lastStarted, lengthAt, NO_LINE, type SpanIndex } from "../spans/span-index.ts";

type Move = "next" | "previous" | "first" | "last" | "up" | "down" | "row-up" | "row-down";

const moves: ReadonlyMap<string, Move> = new Map([
  ["ArrowRight", "next"],
  ["ArrowLeft", "previous"],
  ["ArrowUp", "up"],
  ["ArrowDown", "down"],
  ["Home", "first"],
  ["End", "last"],
  ["PageUp", "row-up"],
  ["PageDown", "row-down"],
]);

/** The move a key stands for; undefined for keys that are not the chart's. */
export const moveOfKey = (key: string): Move | undefined => moves.get(key);

/** What the keyboard is on: a span, a lane's own span (start-up, pre-emption), or a row with nothing on it. */
export type Place =
  | ({ readonly on: "span" } & SpanAt)
  /** `at`: place among the gaps of the row, which lie on its first line */
  | { readonly on: "gap"; readonly row: number; readonly at: number }
  /** `time`: where the focus came from, to go on from there */
  | { readonly on: "row"; readonly row: number; readonly time: Ms };

/** The lane's own span at a place, if it (still) exists. */
export const gapOf = (trace: Trace, { rows }: Layout, place: Place): LaneSpan | undefined =>
  place.on === "gap" ? trace.laneSpans[rows[place.row]?.row.gaps[place.at] ?? -1] : undefined;

/** The task's span at a place, if it (still) exists. */
export const spanOf = (trace: Trace, layout: Layout, place: Place): Span | undefined =>
  place.on === "span" ? trace.spans[spanIndex(layout, place) ?? -1] : undefined;

/** From when to when what is at a place lasts; undefined for a row. */
export const extentOf = (
  trace: Trace,
  layout: Layout,
  place: Place,
): { readonly start: Ms; readonly end: Ms } | undefined =>
  spanOf(trace, layout, place) ?? gapOf(trace, layout, place);

/** The task at a place: of its span, else of its row. */
export const taskOf = (trace: Trace, layout: Layout, place: Place): TaskId | undefined => {
  const row = layout.rows[place.row]?.row;
  return (
    spanOf(trace, layout, place)?.task ??
    (row?.kind === "task" ? trace.tasks[row.id]?.id : undefined)
  );
};

/**
 * Roving focus: left and right along a line, in order of start; up and down to what is nearest in time on the next
 * line, or to the next row if it is empty; page up and down by whole rows. At an edge the focus stays. Without a
 * focus yet, the first there is.
 */
export function move(
  trace: Trace,
  layout: Layout,
  from: Place | undefined,
  step: Move,
): Place | undefined {
  if (from === undefined || isGone(trace, layout, from)) return firstOf(trace, layout);
  switch (step) {
    case "next":
      return beside(trace, layout, from, 1);
    case "previous":
      return beside(trace, layout, from, -1);
    case "first":
      return endOf(trace, layout, from, 1) ?? from;
    case "last":
      return endOf(trace, layout, from, -1) ?? from;
    case "up":
    case "down":
      return acrossLines(trace, layout, from, step === "up" ? -1 : 1, false);
    case "row-up":
    case "row-down":
      return acrossLines(trace, layout, from, step === "row-up" ? -1 : 1, true);
    default:
      return step satisfies never;
  }
}

/** Of a trace that was replaced. */
const isGone = (trace: Trace, layout: Layout, place: Place): boolean =>
  place.on === "row"
    ? layout.rows[place.row] === undefined
    : extentOf(trace, layout, place) === undefined;

/** Forth or back in time, down or up the rows. */
export type Direction = 1 | -1;

/** A line of a row, with the gaps that lie on it. */
interface Track {
  readonly row: number;
  readonly line: number;
  readonly spans: Line;
  readonly gaps: readonly number[];
}

function trackAt({ rows }: Layout, row: number, line: number): Track {
  const { lines = [], gaps = [] } = rows[row]?.row ?? {};
  return { row, line, spans: lines[line] ?? NO_LINE, gaps: line === 0 ? gaps : [] };
}

const trackOf = (layout: Layout, place: Place): Track =>
  trackAt(layout, place.row, place.on === "span" ? place.line : 0);

const isEmpty = ({ spans, gaps }: Track): boolean => spans.to === spans.from && gaps.length === 0;

/** The neighbour on the same line. Of a span and a gap that start together the span is first. */
function beside(trace: Trace, layout: Layout, from: Place, direction: Direction): Place {
  const track = trackOf(layout, from);
  if (from.on === "row") return nearest(trace, layout, track, from.time);
  const start = extentOf(trace, layout, from)?.start ?? 0;
  const forth = direction === 1;
  const after = (first: number): number => (forth ? first : first - 1);
  const [span, gap] =
    from.on === "span"
      ? [track.spans.from + from.at + direction, after(gapsBefore(trace, track.gaps, start))]
      : [after(lastStarted(layout.index, track.spans, start) + 1), from.at + direction];
  return sooner(trace, layout, track, span, gap, direction) ?? from;
}

const endOf = (
  trace: Trace,
  layout: Layout,
  from: Place,
  direction: Direction,
): Place | undefined => {
  const track = trackOf(layout, from);
  return direction === 1
    ? sooner(trace, layout, track, track.spans.from, 0, direction)
    : sooner(trace, layout, track, track.spans.to - 1, track.gaps.length - 1, direction);
};

/** Which of a span (by position) and a gap (by place) one meets first, going forth or back in time. */
function sooner(
  trace: Trace,
  { index }: Layout,
  { row, line, spans, gaps }: Track,
  span: number,
  gap: number,
  direction: Direction,
): Place | undefined {
  const hasSpan = span >= spans.from && span < spans.to;
  const gapStart = trace.laneSpans[gaps[gap] ?? -1]?.start;
  const spanStart = index.start[span] ?? 0;
  const isSpan =
    hasSpan &&
    (gapStart === undefined || (direction === 1 ? spanStart <= gapStart : spanStart > gapStart));
  if (isSpan) return { on: "span", row, line, at: span - spans.from };
  return gapStart === undefined ? undefined : { on: "gap", row, at: gap };
}

/** How many gaps of a row start before `time`. */
const gapsBefore = (trace: Trace, gaps: readonly number[], time: Ms): number =>
  bisector((gap: number) => trace.laneSpans[gap]?.start ?? 0).left(gaps, time);

/** The next line with anything on it, or row without; with `wholeRows` of another row. */
function nextTrack(
  layout: Layout,
  from: Pick<Track, "row" | "line">,
  direction: Direction,
  wholeRows: boolean,
): Track | undefined {
  let { row, line } = from;
  for (;;) {
    line += direction;
    if (line < 0 || line >= linesOf(layout, row) || (wholeRows && row === from.row)) {
      row += direction;
      if (layout.rows[row] === undefined) return undefined;
      line = direction === 1 ? 0 : linesOf(layout, row) - 1;
    }
    const track = trackAt(layout, row, line);
    if (!isEmpty(track) || linesOf(layout, row) === 1) return track;
  }
}

const linesOf = ({ rows }: Layout, row: number): number =>
  Math.max(1, rows[row]?.row.lines.length ?? 0);

function firstOf(trace: Trace, layout: Layout): Place | undefined {
  let track: Track | undefined = { ...trackAt(layout, 0, 0), line: -1 };
  do track = nextTrack(layout, track, 1, false);
  while (track !== undefined && isEmpty(track));
  return track && sooner(trace, layout, track, track.spans.from, 0, 1);
}

function acrossLines(
  trace: Trace,
  layout: Layout,
  from: Place,
  direction: Direction,
  wholeRows: boolean,
): Place {
  const target = nextTrack(layout, trackOf(layout, from), direction, wholeRows);
  const extent = extentOf(trace, layout, from);
  if (target === undefined) return from;
  if (from.on === "row") return nearest(trace, layout, target, from.time);
  return extent === undefined
    ? from
    : nearest(trace, layout, target, (extent.start + extent.end) / 2);
}

/** What lies nearest to `time` on a line, a span rather than a gap; the row itself where nothing does. */
function nearest(trace: Trace, layout: Layout, track: Track, time: Ms): Place {
  const { row, line, spans, gaps } = track;
  const gap = gapsBefore(trace, gaps, time);
  const places: readonly Place[] = [
    ...(spans.to > spans.from
      ? [{ on: "span" as const, row, line, at: nearestAt(layout.index, spans, time) }]
      : []),
    ...[gap - 1, gap].flatMap((at) =>
      gaps[at] === undefined ? [] : [{ on: "gap" as const, row, at }],
    ),
  ];
  const away = (place: Place): Ms => {
    const { start, end } = extentOf(trace, layout, place) ?? { start: time, end: time };
    return Math.max(start - time, time - end, 0);
  };
  const [first = { on: "row", row, time }, ...others] = places;
  return others.reduce<Place>((best, place) => (away(place) < away(best) ? place : best), first);
}

function nearestAt(index: SpanIndex, spans: Line, time: Ms): number {
  const started = lastStarted(index, spans, time);
  if (started < spans.from) return 0;
  const end = (index.start[started] ?? 0) + lengthAt(index, started);
  const next = started + 1 < spans.to ? (index.start[started + 1] ?? 0) : undefined;
  const near = next === undefined || time - end <= next - time ? started : started + 1;
  return near - spans.from;
}
