import type { Ms, Trace } from "../trace/types.ts";
import { type SpanAt, spanIndex } from "./hit.ts";
import type { Layout } from "./layout.ts";
import { lastStarted } from "./rows.ts";

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
  const last = (layout.rows[from.row]?.row.lines[from.line]?.length ?? 1) - 1;
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

interface Line {
  readonly row: number;
  readonly line: number;
  readonly spans: readonly number[];
}

const filledLines = (layout: Layout): readonly Line[] =>
  layout.rows.flatMap(({ row }, r) =>
    row.lines.map((spans, line) => ({ row: r, line, spans })).filter((l) => l.spans.length > 0),
  );

function firstOf(layout: Layout): SpanAt | undefined {
  const first = filledLines(layout)[0];
  return first === undefined ? undefined : { row: first.row, line: first.line, at: 0 };
}

function acrossLines(
  trace: Trace,
  layout: Layout,
  from: SpanAt,
  direction: 1 | -1,
  wholeRows: boolean,
): SpanAt {
  const lines = filledLines(layout);
  const here = lines.findIndex((l) => l.row === from.row && l.line === from.line);
  let to = here + direction;
  while (wholeRows && lines[to]?.row === from.row) to += direction;
  const target = lines[to];
  const span = trace.spans[spanIndex(layout, from) ?? -1];
  if (target === undefined || span === undefined) return from;
  const at = nearestAt(trace, target.spans, (span.start + span.end) / 2);
  return { row: target.row, line: target.line, at };
}

function nearestAt(trace: Trace, spans: readonly number[], time: Ms): number {
  const started = lastStarted(trace, spans, time);
  const before = trace.spans[spans[started] ?? -1];
  const after = trace.spans[spans[started + 1] ?? -1];
  if (before === undefined) return 0;
  if (after === undefined || time - before.end <= after.start - time) return started;
  return started + 1;
}
