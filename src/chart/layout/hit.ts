import type { Trace } from "../../trace/types.ts";
import { lastStarted, lengthAt, NO_LINE } from "../spans/span-index.ts";
import type { TimeScale } from "../time/scale.ts";
import type { Layout, PlacedRow, RowWindow } from "./layout.ts";
import { gapAt } from "./marks.ts";

/** One span of the picture: row of the whole layout, line within it, and place within that line. */
export interface SpanAt {
  readonly row: number;
  readonly line: number;
  readonly at: number;
}

/** What lies under a point. */
type Hit =
  | { readonly on: "nothing" }
  | { readonly on: "row"; readonly row: number }
  | { readonly on: "span"; readonly where: SpanAt; readonly span: number }
  | { readonly on: "gap"; readonly row: number; readonly laneSpan: number };

/** Bars one pixel wide can still be pointed at. CSS px. */
const REACH = 4;

/** Finds the span drawn at (x, y), CSS px. Bisects: log n per row. */
export function hitAt(trace: Trace, shown: RowWindow, scale: TimeScale, x: number, y: number): Hit {
  const at = shown.rows.findIndex((placed) => y >= placed.y && y < placed.y + placed.height);
  const placed = shown.rows[at];
  if (placed === undefined || y > shown.height) return { on: "nothing" };
  const row = shown.first + at;
  if (x < scale.range[0] || x > scale.range[1] + REACH) return { on: "row", row };
  const gap = gapAt(trace, placed.row.gaps, scale.time(x));
  if (gap !== undefined && trace.laneSpans[gap]?.state !== "idle") {
    return { on: "gap", row, laneSpan: gap };
  }
  return spanNear(shown, placed, row, scale, x, y);
}

function spanNear(
  { index }: Layout,
  placed: PlacedRow,
  row: number,
  scale: TimeScale,
  x: number,
  y: number,
): Hit {
  const line = Math.floor((y - placed.y) / placed.lineHeight);
  const spans = placed.row.lines[line] ?? NO_LINE;
  const started = lastStarted(index, spans, scale.time(x));
  let best: Hit = { on: "row", row };
  let nearest = REACH;
  for (const at of [started, started + 1]) {
    if (at < spans.from || at >= spans.to) continue;
    const start = index.start[at] ?? 0;
    const distance = Math.max(scale.x(start) - x, x - scale.x(start + lengthAt(index, at)), 0);
    if (distance >= nearest) continue;
    nearest = distance;
    best = {
      on: "span",
      where: { row, line, at: at - spans.from },
      span: index.order[at] ?? -1,
    };
  }
  return best;
}

/** The index in `trace.spans` of a place, if it (still) exists. */
export function spanIndex(layout: Layout, { row, line, at }: SpanAt): number | undefined {
  const spans = layout.rows[row]?.row.lines[line] ?? NO_LINE;
  return spans.from + at < spans.to ? layout.index.order[spans.from + at] : undefined;
}
