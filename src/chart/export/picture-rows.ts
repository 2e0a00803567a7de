import { LABEL, labelFits, widestPiece } from "../layout/bar-label.ts";
import { ghostExtent, ghostRuns } from "../layout/ghost-runs.ts";
import type { PlacedRow } from "../layout/layout.ts";
import { ghostShape, shapesOf } from "../layout/mark-shapes.ts";
import { gapMarks, lineExtent, type Mark, wideMarks } from "../layout/marks.ts";
import { stacked } from "../layout/stacking.ts";
import type { View } from "../scene/scene.ts";
import type { Selection } from "../scene/selection.ts";
import { scanLine } from "../spans/columns.ts";
import { type Scan, scanOf } from "../spans/scan.ts";
import type { Line, SpanIndex } from "../spans/span-index.ts";
import { measured, TEXT_PX } from "../style/font.ts";
import { DIM, GHOST } from "../style/looks.ts";
import { inkOn, type Palette, type Token } from "../style/palette.ts";
import { type Pixels, pixelsOf } from "../time/pixels.ts";
import { columnsSvg } from "./picture-columns.ts";
import { FINE, shapesSvg } from "./picture-fills.ts";
import { hex, round, textAt } from "./picture-svg.ts";

/** Of a bar's label, as on the screen. */
const WEIGHT = 500;

/**
 * The rows of a timeline as SVG, with the level of detail of the screen: wide spans are marks of their own, the
 * others are merged by column, each as high as it was busy.
 */
export function rowsSvg(view: View, palette: Palette): string {
  const pixels = pixelsOf(view.scale, FINE);
  const scan = scanOf(pixels.width);
  const ghosts = view.shown.rows.map((placed) => ghostSvg(view, placed, pixels, scan, palette));
  const { shown, selection } = view;
  const rowsOf = (index: SpanIndex, lineOf: (line: Line) => Line) =>
    shown.rows.map((placed) => rowSvg(view, placed, { index, lineOf }, pixels, scan, palette));
  const all = [...ghosts, ...rowsOf(shown.index, (line) => line)].join("");
  if (selection === undefined) return all;
  const own = rowsOf(selection.index, selection.lineOf).join("");
  return `<g opacity="${round(1 - DIM)}">${all}</g><g data-part="selected">${own}</g>`;
}

function rowSvg(
  view: View,
  placed: PlacedRow,
  { index, lineOf }: Selection,
  pixels: Pixels,
  scan: Scan,
  palette: Palette,
): string {
  const parts: string[] = [];
  const wide: Mark[] = [];
  for (const [i, line] of placed.row.lines.entries()) {
    const spans = lineOf(line);
    if (spans.from === spans.to) continue;
    const extent = lineExtent(placed, i, FINE);
    scanLine(index, spans, pixels, scan);
    wide.push(...wideMarks(view.trace, index, scan, pixels, extent));
    parts.push(columnsSvg(scan, index.classes, pixels.left, extent, palette, view.outlined));
  }
  const holes = gapMarks(view.trace, placed.row, pixels, lineExtent(placed, 0, FINE));
  const svgOf = (mark: Mark, tint: Token): string =>
    shapesSvg(shapesOf(mark, mark.state, tint, view.outlined, FINE), palette);
  for (const mark of stacked(placed.row, wide)) {
    parts.push(svgOf(mark, view.tint(mark.task)));
    if (mark.state === "running") parts.push(labelSvg(view, placed, mark, holes, palette));
  }
  for (const hole of holes) parts.push(svgOf(hole, "running"));
  return parts.join("");
}

/** The label of a bar, where all of it fits. */
function labelSvg(
  view: View,
  placed: PlacedRow,
  mark: Mark,
  holes: readonly Mark[],
  palette: Palette,
): string {
  const piece = widestPiece(mark, holes);
  const text = view.text(placed.row, mark);
  const fits = labelFits(piece, FINE, () => FINE * measured(text, TEXT_PX, WEIGHT));
  if (text === "" || !fits) return "";
  const ink = view.outlined ? palette.ink : inkOn(palette[view.tint(mark.task)]);
  const middle = (piece.y + piece.height / 2) / FINE;
  const look = { size: TEXT_PX, fill: hex(ink), weight: WEIGHT };
  return textAt(piece.x / FINE + LABEL.before, middle, text, look);
}

/** The prediction beneath: a thin outline round where each bar should be, or a stretch of short ones. */
function ghostSvg(
  view: View,
  placed: PlacedRow,
  pixels: Pixels,
  scan: Scan,
  palette: Palette,
): string {
  const { ghostIndex } = view.shown;
  const { ghost } = placed;
  if (ghostIndex === undefined || ghost === undefined) return "";
  return ghost.lines
    .flatMap((line, i) => {
      const extent = ghostExtent(placed, i, FINE);
      if (line.from === line.to || extent === undefined) return [];
      scanLine(ghostIndex, line, pixels, scan);
      return ghostRuns(ghostIndex, ghost, scan).map(([x, end]) =>
        ghostShape({ x: pixels.left + x, width: end - x, ...extent }, GHOST.token, FINE),
      );
    })
    .map((shape) => shapesSvg([shape], palette))
    .join("");
}
