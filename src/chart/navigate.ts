import type { Ms, Trace } from "../trace/types.ts";
import { type SpanAt, spanIndex } from "./hit.ts";
import type { Layout } from "./layout.ts";
import { type Line, lastStarted, lengthAt, NO_LINE, type SpanIndex } from "./span-index.ts";

export type Move = "next" | "previous" | "first" | "last" | "up" | "down" | "row-up" | "row-down";

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

/**
 * Roving focus: left and right along a line, up and down to the span nearest in time on the next line that
 * has any, page up and down by whole rows. At an edge the focus stays. Without a focus yet, the first span.
 */
export function move(
  trace: Trace,
  layout: Layout,
  from: SpanAt | undefined,
  step: Move,
): SpanAt | undefined {
  if (from === undefined) return firstOf(layout);
  const line = layout.rows[from.row]?.row.lines[from.line] ?? NO_LINE;
  const last = Math.max(0, line.to - line.from - 1);
  switch (step) {
    case "next":
      return { ...from, at: Math.min(last, from.at + 1) };
    case "previous":
      return { ...from, at: Math.max(0, from.at - 1) };
    case "first":
      return { ...from, at: 0 };
    case "last":
      return { ...from, at: last };
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

interface Place {
  readonly row: number;
  readonly line: number;
  readonly spans: Line;
}

/** The next line with spans, going up or down; with `wholeRows` the first of another row. */
function nextLine(
  { rows }: Layout,
  from: Pick<Place, "row" | "line">,
  direction: 1 | -1,
  wholeRows: boolean,
): Place | undefined {
  let { row, line } = from;
  for (;;) {
    line += direction;
    const lines = rows[row]?.row.lines ?? [];
    if (line < 0 || line >= lines.length || (wholeRows && row === from.row)) {
      row += direction;
      const next = rows[row];
      if (next === undefined) return undefined;
      line = direction === 1 ? 0 : next.row.lines.length - 1;
    }
    const spans = rows[row]?.row.lines[line];
    if (spans !== undefined && spans.to > spans.from) return { row, line, spans };
  }
}

function firstOf(layout: Layout): SpanAt | undefined {
  const first = nextLine(layout, { row: 0, line: -1 }, 1, false);
  return first === undefined ? undefined : { row: first.row, line: first.line, at: 0 };
}

function acrossLines(
  trace: Trace,
  layout: Layout,
  from: SpanAt,
  direction: 1 | -1,
  wholeRows: boolean,
): SpanAt {
  const target = nextLine(layout, from, direction, wholeRows);
  const span = trace.spans[spanIndex(layout, from) ?? -1];
  if (target === undefined || span === undefined) return from;
  const at = nearestAt(layout.index, target.spans, (span.start + span.end) / 2);
  return { row: target.row, line: target.line, at };
}

function nearestAt(index: SpanIndex, spans: Line, time: Ms): number {
  const started = lastStarted(index, spans, time);
  if (started < spans.from) return 0;
  const end = (index.start[started] ?? 0) + lengthAt(index, started);
  const next = started + 1 < spans.to ? (index.start[started + 1] ?? 0) : undefined;
  const near = next === undefined || time - end <= next - time ? started : started + 1;
  return near - spans.from;
}
