import { widestPiece } from "../layout/bar-label.ts";
import type { PlacedRow } from "../layout/layout.ts";
import { type Extent, gapMarks, lineExtent, type Mark, wideMarks } from "../layout/marks.ts";
import type { View } from "../scene/scene.ts";
import type { Selection } from "../scene/selection.ts";
import { scanLine } from "../spans/columns.ts";
import { type Scan, scanOf } from "../spans/scan.ts";
import type { Line, MarkClass, SpanIndex } from "../spans/span-index.ts";
import { measured, TEXT_PX } from "../style/font.ts";
import { inkOn, mix, type Palette, type Rgba } from "../style/palette.ts";
import type { Textured } from "../style/pattern.ts";
import { type Pixels, pixelsOf } from "../time/pixels.ts";
import { hollowSvg, markSvg, type Rect, textureOf } from "./picture-fills.ts";
import { hex, round, textAt } from "./picture-svg.ts";

/** Columns per px: fine enough for print, and still no more marks than there are columns. */
const FINE = 2;

/** What is not selected recedes as far as on the screen. */
const DIMMED = 0.28;

/** Queued time is a thin line, however much of it there is. */
const RAIL = 2 * FINE;

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
  return `<g opacity="${DIMMED}">${all}</g><g data-part="selected">${own}</g>`;
}

const userRect = ({ x, y, width, height }: Rect): Rect => ({
  x: x / FINE,
  y: y / FINE,
  width: width / FINE,
  height: height / FINE,
});

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
  for (const mark of wide) {
    parts.push(markSvg(userRect(mark), mark.state, view.tint(mark.task), palette, view.outlined));
    if (mark.state === "running") parts.push(labelSvg(view, placed, mark, holes, palette));
  }
  for (const hole of holes)
    parts.push(markSvg(userRect(hole), hole.state, "running", palette, false));
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
  const { x, y, width, height } = userRect(widestPiece(mark, holes));
  const text = view.text(placed.row, mark);
  if (text === "" || height < TEXT_PX + 2 || measured(text, TEXT_PX) + 10 > width) return "";
  const ink = view.outlined ? palette.ink : inkOn(palette[view.tint(mark.task)]);
  return textAt(x + 5, y + height / 2, text, { size: TEXT_PX, fill: hex(ink), weight: 500 });
}

/** Shades of a column of a low line: as many as on the screen. */
const STEPS = 8;

/** Merged columns: one path for each look, each column as high as its share was busy, on a faint ground. */
function columnsSvg(
  { kind, share, filled }: Scan,
  classes: readonly MarkClass[],
  left: number,
  { y, height }: Extent,
  palette: Palette,
  predicted: boolean,
): string {
  if (!filled) return "";
  const paths = new Map<string, string[]>();
  const add = (look: string, x: number, to: number, top: number, tall: number) => {
    const path = paths.get(look) ?? [];
    paths.set(look, path);
    const [w, h] = [round((to - x) / FINE), round(tall / FINE)];
    path.push(`M${round((left + x) / FINE)} ${round(top / FINE)}h${w}v${h}h-${w}z`);
  };
  const low = height < 6 * FINE;
  const levels = low ? STEPS : Math.min(12, height);
  const levelOf = (x: number) =>
    low
      ? Math.min(levels, Math.floor((share[x] ?? 0) * levels) + 1)
      : Math.max(1, Math.ceil((share[x] ?? 0) * levels - 1e-6));
  for (let x = 0; x < kind.length; ) {
    const value = kind[x] ?? 0;
    const level = levelOf(x);
    let to = x + 1;
    while (to < kind.length && kind[to] === value && levelOf(to) === level) to += 1;
    const of = classes[value - 1];
    if (of !== undefined) {
      const colour = palette[of.state === "running" ? of.tint : of.state];
      const shade = (share: number) => solid(mix(colour, palette.surface, share));
      const strong = (predicted ? 0.55 : 1) * (low ? 0.35 + (0.65 * level) / levels : 1);
      if (of.state === "queued" && !low) {
        add(shade(strong), x, to, y + (height - RAIL) / 2, RAIL);
        x = to;
        continue;
      }
      const tall = low ? height : (height * level) / levels;
      if (tall < height) add(shade(0.2), x, to, y, height - tall);
      const looks = of.state === "running" ? [shade(strong)] : textured(of.state, strong, palette);
      for (const look of looks) add(look, x, to, y + height - tall, tall);
    }
    x = to;
  }
  return [...paths].map(([look, d]) => `<path ${look} d="${d.join("")}"/>`).join("");
}

const solid = (colour: Rgba): string => `fill="${hex(colour)}"`;

/** From below: a texture pales by opacity, on paper, so that one pattern does for all its shades. */
function textured(state: Textured, strong: number, { surface }: Palette): readonly string[] {
  const fill = `fill="${textureOf(state)}"`;
  return strong < 1 ? [solid(surface), `${fill} fill-opacity="${strong.toFixed(3)}"`] : [fill];
}

/** The prediction beneath: a thin outline round where each bar should be. */
function ghostSvg(
  view: View,
  placed: PlacedRow,
  pixels: Pixels,
  scan: Scan,
  palette: Palette,
): string {
  const { ghostIndex } = view.shown;
  const { ghost } = placed;
  if (ghostIndex === undefined || ghost === undefined || view.ghost === undefined) return "";
  const trace = view.ghost;
  return ghost.lines
    .flatMap((line, i) => {
      const extent = lineExtent(placed, i, FINE, 2);
      if (line.from === line.to || extent.height < 4 * FINE) return [];
      scanLine(ghostIndex, line, pixels, scan);
      return wideMarks(trace, ghostIndex, scan, pixels, extent)
        .filter(
          ({ state }) => state === "running" || (ghost.kind === "away" && state === "waiting"),
        )
        .map((mark) => hollowSvg(userRect(mark), hex(palette.inkSoft)));
    })
    .join("");
}
