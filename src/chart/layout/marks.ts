import { bisector } from "d3-array";
import type { Trace } from "../../trace/types.ts";
import type { Scan } from "../spans/scan.ts";
import type { SpanIndex } from "../spans/span-index.ts";
import type { MarkState } from "../style/looks.ts";
import type { Pixels } from "../time/pixels.ts";
import type { PlacedRow } from "./layout.ts";
import type { Row } from "./rows.ts";

/** One rectangle on the canvas, in whole device pixels. */
export interface Mark {
  readonly state: MarkState;
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
  /** index of its span: into `trace.spans`, for gaps into `trace.laneSpans` */
  readonly span: number;
  /** index of that span's task; -1 for gaps */
  readonly task: number;
}

/** Vertical extent of one line of a row, in whole device pixels; never less than one. */
export interface Extent {
  readonly y: number;
  readonly height: number;
}

/** Inset of bars in tall rows, in CSS px: the prediction's outline shows around a measured bar. */
const BAR_INSET = 3;

/** Where a line of a row lies on the canvas. */
export function lineExtent(placed: PlacedRow, line: number, dpr: number, outset = 0): Extent {
  const inset = placed.height >= 20 && placed.row.kind !== "off-lane" ? BAR_INSET - outset : 0;
  const top = Math.round((placed.y + line * placed.lineHeight + inset) * dpr);
  const bottom = Math.round((placed.y + (line + 1) * placed.lineHeight - inset) * dpr);
  const gap = placed.row.kind === "off-lane" && placed.lineHeight >= 5 ? Math.round(dpr) : 0;
  return { y: top, height: Math.max(1, bottom - top - gap) };
}

/** The wide marks of a scan, of those wanted by their class and width. */
export function wideMarks(
  trace: Trace,
  index: SpanIndex,
  { wides, used, kind }: Scan,
  { left }: Pixels,
  extent: Extent,
  wanted: (k: number, width: number) => boolean = () => true,
): readonly Mark[] {
  const marks: Mark[] = [];
  for (let i = 0; i < used; i += 3) {
    const at = wides[i] as number;
    const k = index.kind[at] as number;
    let [x, end] = [wides[i + 1] as number, wides[i + 2] as number];
    if (!wanted(k, end - x)) continue;
    // What is merged in a column at either end shows in it. A box is in its columns itself.
    const other = (column: number) => kind[column] !== 0 && kind[column] !== 1 + k;
    while (x < end && other(x)) x++;
    while (end > x && other(end - 1)) end--;
    const span = index.order[at] ?? -1;
    const { state, task } = trace.spans[span] ?? NOTHING;
    marks.push({ state: state.is, x: left + x, width: end - x, span, task, ...extent });
  }
  return marks;
}

const NOTHING = { state: { is: "queued" }, task: -1 } as const;

/** Pre-emptions and start-up of a row, at least a pixel each; those that share a pixel are one mark. */
export function gapMarks(
  trace: Trace,
  { gaps }: Row,
  { from, to, left, width, perMs }: Pixels,
  extent: Extent,
): readonly Mark[] {
  const marks: Mark[] = [];
  let taken = -1;
  for (let i = firstGap(trace, gaps, from); i < gaps.length; i++) {
    const index = gaps[i] ?? -1;
    const span = trace.laneSpans[index];
    if (span === undefined || span.state === "idle") continue;
    if (span.start > to) break;
    const start = Math.max(taken, 0, Math.min(width - 1, Math.round((span.start - from) * perMs)));
    const end = Math.min(width, Math.max(start + 1, Math.round((span.end - from) * perMs)));
    if (Math.round((span.end - from) * perMs) <= taken && taken > 0) continue;
    taken = end;
    if (start < width) {
      marks.push({
        state: span.state,
        x: left + start,
        width: end - start,
        span: index,
        task: -1,
        ...extent,
      });
    }
  }
  return marks;
}

/** Place in `gaps` of the first that ends after `time`: they do not overlap. */
const firstGap = (trace: Trace, gaps: readonly number[], time: number): number =>
  bisector((gap: number) => trace.laneSpans[gap]?.end ?? 0).right(gaps, time);

/** Index in `trace.laneSpans` of the gap at an instant. */
export function gapAt(trace: Trace, gaps: readonly number[], time: number): number | undefined {
  const index = gaps[firstGap(trace, gaps, time)];
  const span = trace.laneSpans[index ?? -1];
  return span !== undefined && span.start <= time ? index : undefined;
}
