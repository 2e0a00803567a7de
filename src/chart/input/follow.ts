import { bisector } from "d3-array";
import type { Ms, Span, TaskId, Trace } from "../../trace/types.ts";
import { type SpanAt, spanIndex } from "../layout/hit.ts";
import type { Layout } from "../layout/layout.ts";
import { lastStarted, lengthAt, NO_LINE } from "../spans/span-index.ts";
import { type Direction, gapOf, type Place, taskOf } from "./navigate.ts";

/** The task to follow from a place: the one there, or was pre-empted there, or its lane runs next or ran last. */
export function taskFrom(
  trace: Trace,
  layout: Layout,
  place: Place,
  direction: Direction,
): TaskId | undefined {
  const own = taskOf(trace, layout, place);
  const gap = gapOf(trace, layout, place);
  if (own !== undefined || gap === undefined) return own;
  const { index } = layout;
  const line = layout.rows[place.row]?.row.lines[0] ?? NO_LINE;
  const last = lastStarted(index, line, gap.start);
  const goesOn = last >= line.from && (index.start[last] ?? 0) + lengthAt(index, last) > gap.start;
  const at = goesOn || direction === -1 ? last : last + 1;
  return at >= line.from && at < line.to ? trace.spans[index.order[at] ?? -1]?.task : undefined;
}

/** The next or previous span of a task from a place, in order of time; from nowhere, its first or last. */
export function spanOfTask(
  trace: Trace,
  layout: Layout,
  task: TaskId,
  from: Place | undefined,
  direction: Direction,
): SpanAt | undefined {
  const { spans } = trace;
  const begin = from && positionOf(trace, layout, from, direction);
  let at = begin ?? (direction === 1 ? -1 : spans.length);
  for (at += direction; at >= 0 && at < spans.length; at += direction) {
    if (spans[at]?.task === task) return placeOf(trace, layout, at);
  }
  return undefined;
}

/** Where in `trace.spans` a walk begins: at the span there, else between what has started by then and what has not. */
function positionOf(
  trace: Trace,
  layout: Layout,
  place: Place,
  direction: Direction,
): number | undefined {
  if (place.on === "span") return spanIndex(layout, place);
  const time = place.on === "row" ? place.time : gapOf(trace, layout, place)?.start;
  if (time === undefined) return undefined;
  const later = startedBy(trace, time);
  return direction === 1 ? later - 1 : later;
}

/** How many spans of a trace start at or before `time`. */
const startedBy = ({ spans }: Trace, time: Ms): number => byStart.right(spans, time);

const byStart = bisector((span: Span) => span.start);

/** Where a span is drawn. */
function placeOf(trace: Trace, { rows, index }: Layout, span: number): SpanAt | undefined {
  const start = trace.spans[span]?.start ?? 0;
  for (const [row, placed] of rows.entries()) {
    for (const [line, spans] of placed.row.lines.entries()) {
      const at = lastStarted(index, spans, start);
      if (at >= spans.from && index.order[at] === span) return { row, line, at: at - spans.from };
    }
  }
  return undefined;
}
