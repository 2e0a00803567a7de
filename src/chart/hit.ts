import type { Trace } from "../trace/types.ts";
import type { Layout, PlacedRow } from "./layout.ts";
import { lastStarted } from "./rows.ts";
import type { TimeScale } from "./scale.ts";

/** One span of the picture: row, line within it, and index within that line. */
export interface SpanAt {
  readonly row: number;
  readonly line: number;
  readonly at: number;
}

/** What lies under a point. */
export type Hit =
  | { readonly on: "nothing" }
  | { readonly on: "row"; readonly row: number }
  | { readonly on: "span"; readonly where: SpanAt; readonly span: number }
  | { readonly on: "gap"; readonly row: number; readonly laneSpan: number };

/** Bars one pixel wide can still be pointed at. CSS px. */
const REACH = 4;

/** Finds the span drawn at (x, y), CSS px. Bisects: log n per row. */
export function hitAt(trace: Trace, layout: Layout, scale: TimeScale, x: number, y: number): Hit {
  const row = layout.rows.findIndex((placed) => y >= placed.y && y < placed.y + placed.height);
  const placed = layout.rows[row];
  if (placed === undefined) return { on: "nothing" };
  if (x < scale.range[0] || x > scale.range[1] + REACH) return { on: "row", row };
  const time = scale.time(x);
  const gap = placed.row.gaps.find((i) => {
    const span = trace.laneSpans[i];
    return span !== undefined && span.start <= time && time < span.end;
  });
  if (gap !== undefined) return { on: "gap", row, laneSpan: gap };
  return spanNear(trace, placed, row, scale, x, y);
}

function spanNear(
  trace: Trace,
  placed: PlacedRow,
  row: number,
  scale: TimeScale,
  x: number,
  y: number,
): Hit {
  const line = Math.floor((y - placed.y) / placed.lineHeight);
  const spans = placed.row.lines[line] ?? [];
  const started = lastStarted(trace, spans, scale.time(x));
  let best: Hit = { on: "row", row };
  let nearest = REACH;
  for (const at of [started, started + 1]) {
    const index = spans[at] ?? -1;
    const span = trace.spans[index];
    if (span === undefined) continue;
    const distance = Math.max(scale.x(span.start) - x, x - scale.x(span.end), 0);
    if (distance >= nearest) continue;
    nearest = distance;
    best = { on: "span", where: { row, line, at }, span: index };
  }
  return best;
}

/** The index in `trace.spans` of a place, if it (still) exists. */
export const spanIndex = (layout: Layout, { row, line, at }: SpanAt): number | undefined =>
  layout.rows[row]?.row.lines[line]?.[at];
