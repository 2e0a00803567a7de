import type { Trace } from "../../trace/types.ts";
import { isHighEnough } from "../layout/bar-label.ts";
import { ghostExtent, ghostRuns } from "../layout/ghost-runs.ts";
import type { PlacedRow, RowWindow } from "../layout/layout.ts";
import { type Extent, gapMarks, lineExtent, type Mark, wideMarks } from "../layout/marks.ts";
import { scanLine } from "../spans/columns.ts";
import { type Scan, scanOf } from "../spans/scan.ts";
import type { Line, SpanIndex } from "../spans/span-index.ts";
import { TEXT_PX } from "../style/font.ts";
import { devicePx, GHOST } from "../style/looks.ts";
import { packed } from "../style/palette.ts";
import type { Pixels } from "../time/pixels.ts";
import type { Pens } from "./pens.ts";
import { paintColumns } from "./raster.ts";
import { clearRows, frameArea, type Sheet } from "./sheet.ts";
import type { Tones } from "./tones.ts";

/** Which spans to draw on the rows, and how they look. */
export interface Spans {
  readonly index: SpanIndex;
  readonly lineOf: (line: Line) => Line;
  readonly tones: Tones;
}

/** What of a row no sheet can hold: marks with a pattern or a text, and holes over them. */
export interface RowMarks {
  readonly placed: PlacedRow;
  readonly marks: readonly Mark[];
  readonly holes: readonly Mark[];
}

let scratch = scanOf(0);

/**
 * Draws the rows in sight into a sheet, from its top down to the end of the rows and what lies
 * between them and the axis: whatever was there is gone.
 * @returns what is left to be painted over it
 */
export function drawRows(
  sheet: Sheet,
  { trace, ghost, shown, frame }: Drawn,
  { index, lineOf, tones }: Spans,
  pixels: Pixels,
  pens: Pens,
): readonly RowMarks[] {
  if (scratch.kind.length !== pixels.width) scratch = scanOf(pixels.width);
  const scan = scratch;
  const place = { left: pixels.left, anchor: pixels.left + pixels.first };
  const limit = Math.min(sheet.height, Math.round(shown.height * pens.dpr));
  const clear = (top: number, bottom: number) => clearRows(sheet, top, bottom);
  let done = 0;
  if (ghost !== undefined) {
    clear(0, limit);
    drawGhosts(sheet, shown, pixels, scan, pens);
    done = limit;
  }
  const rows: RowMarks[] = [];
  for (const placed of shown.rows) {
    const marks: Mark[] = [];
    for (const [i, line] of placed.row.lines.entries()) {
      const extent = lineExtent(placed, i, pens.dpr);
      const end = Math.min(limit, extent.y + extent.height);
      const own = lineOf(line);
      const some = own.from < own.to;
      if (some) scanLine(index, own, pixels, scan, tones.boxes);
      if (some && scan.filled) {
        clear(done, extent.y);
        paintColumns(sheet, place, scan, extent, tones, limit, done);
      } else clear(done, end);
      done = Math.max(done, end);
      if (some && scan.used > 0) {
        marks.push(
          ...wideMarks(trace, index, scan, pixels, extent, paintable(tones, extent, pens)),
        );
      }
    }
    const holes =
      placed.row.gaps.length === 0
        ? []
        : gapMarks(trace, placed.row, pixels, lineExtent(placed, 0, pens.dpr));
    if (marks.length > 0 || holes.length > 0) rows.push({ placed, marks, holes });
  }
  clear(done, Math.round(frame.axisY * pens.dpr));
  return rows;
}

/** What of a scene is needed for its rows. */
interface Drawn {
  readonly trace: Trace;
  readonly ghost: Trace | undefined;
  readonly shown: RowWindow;
  readonly frame: { readonly axisY: number };
}

/** Bars that run are columns of the sheet: of them only those that may hold a text are marks, too. */
const paintable = ({ boxes }: Tones, { height }: Extent, { dpr }: Pens) => {
  const texts = isHighEnough(height, dpr);
  return (k: number, width: number): boolean =>
    boxes.plain[k] !== 1 || (texts && width >= TEXT_PX * dpr);
};

/**
 * The prediction: a thin outline round where each bar should be; round a stretch of short ones, where they are too
 * short to be told apart.
 */
function drawGhosts(sheet: Sheet, shown: RowWindow, pixels: Pixels, scan: Scan, pens: Pens): void {
  const { rows, ghostIndex: index } = shown;
  if (index === undefined) return;
  const line = devicePx(GHOST.line, pens.dpr);
  const ink = packed(pens.palette[GHOST.token]);
  for (const placed of rows) {
    const { ghost } = placed;
    for (const [i, spans] of (ghost?.lines ?? []).entries()) {
      const extent = ghostExtent(placed, i, pens.dpr);
      if (ghost === undefined || extent === undefined) continue;
      scanLine(index, spans, pixels, scan);
      for (const [x, end] of ghostRuns(index, ghost, scan)) {
        frameArea(sheet, { x: pixels.left + x, width: end - x, ...extent }, line, ink);
      }
    }
  }
}
