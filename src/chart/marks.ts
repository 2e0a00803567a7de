import type { SpanState, Trace } from "../trace/types.ts";
import type { PlacedRow } from "./layout.ts";
import type { Row } from "./rows.ts";
import type { TimeScale } from "./scale.ts";

export type MarkState = SpanState["is"] | "preempted" | "starting";

/** One rectangle on the canvas, in whole device pixels. */
export interface Mark {
  readonly state: MarkState;
  readonly x: number;
  width: number;
  readonly y: number;
  readonly height: number;
  /** index of its (first) span: into `trace.spans`, for gaps into `trace.laneSpans` */
  readonly span: number;
  /** index of that span's task; -1 for gaps */
  readonly task: number;
  /** spans drawn as this one mark */
  count: number;
}

/** Vertical extent of one line of a row, in whole device pixels; never less than one. */
export interface Extent {
  readonly y: number;
  readonly height: number;
}

/** Inset of bars in tall rows, in CSS px: the prediction's outline shows around a measured bar. */
export const BAR_INSET = 3;

/** Where a line of a row lies on the canvas. */
export function lineExtent(placed: PlacedRow, line: number, dpr: number, outset = 0): Extent {
  const inset = placed.height >= 20 && placed.row.kind !== "away" ? BAR_INSET - outset : 0;
  const top = Math.round((placed.y + line * placed.lineHeight + inset) * dpr);
  const bottom = Math.round((placed.y + (line + 1) * placed.lineHeight - inset) * dpr);
  const gap = placed.row.kind === "away" && placed.lineHeight >= 5 ? Math.round(dpr) : 0;
  return { y: top, height: Math.max(1, bottom - top - gap) };
}

/**
 * Level of detail: at most one mark per device pixel column per line and state, and at least one pixel for
 * every span in sight. A span narrower than a pixel joins the mark of its state that already covers its
 * column, else gets a column of its own; so a million spans make at most columns x states marks a line.
 *
 * @param dpr device pixels per CSS pixel of `scale`
 */
export function marksOfLine(
  trace: Trace,
  line: readonly number[],
  scale: TimeScale,
  dpr: number,
  extent: Extent,
): Mark[] {
  const columns = columnsOf(scale, dpr);
  const marks: Mark[] = [];
  const last = new Map<MarkState, Mark>();
  for (const index of line) {
    const span = trace.spans[index];
    if (span === undefined || span.end < columns.from) continue;
    if (span.start > columns.to) break;
    addMark(marks, last, columns, extent, span.state.is, span, index, span.task);
  }
  return marks;
}

/** Pre-emptions and start-up of a row, by the same rules. */
export function marksOfGaps(
  trace: Trace,
  row: Row,
  scale: TimeScale,
  dpr: number,
  extent: Extent,
): Mark[] {
  const columns = columnsOf(scale, dpr);
  const marks: Mark[] = [];
  const last = new Map<MarkState, Mark>();
  for (const index of row.gaps) {
    const span = trace.laneSpans[index];
    if (span === undefined || span.state === "idle" || span.end < columns.from) continue;
    if (span.start > columns.to) break;
    addMark(marks, last, columns, extent, span.state, span, index, -1);
  }
  return marks;
}

interface Columns {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
  readonly perMs: number;
}

const columnsOf = (scale: TimeScale, dpr: number): Columns => ({
  from: scale.domain[0],
  to: scale.domain[1],
  left: Math.round(scale.range[0] * dpr),
  right: Math.round(scale.range[1] * dpr),
  perMs: scale.perMs * dpr,
});

function addMark(
  marks: Mark[],
  last: Map<MarkState, Mark>,
  columns: Columns,
  extent: Extent,
  state: MarkState,
  span: { readonly start: number; readonly end: number },
  index: number,
  task: number,
): void {
  const { left, right, from, perMs } = columns;
  const start = Math.max(left, Math.round(left + (span.start - from) * perMs));
  const end = Math.min(right, Math.max(start + 1, Math.round(left + (span.end - from) * perMs)));
  const x = Math.min(start, right - 1);
  const previous = last.get(state);
  const taken = previous === undefined ? x : Math.max(x, previous.x + previous.width);
  if (previous !== undefined && taken >= end) {
    previous.count++;
    return;
  }
  const { y, height } = extent;
  const width = Math.max(1, end - taken);
  const mark: Mark = { state, x: taken, width, y, height, span: index, task, count: 1 };
  last.set(state, mark);
  marks.push(mark);
}
