import type { TimeRange } from "../../trace/types.ts";
import type { Band } from "../layout/frame.ts";
import { curvesOf, type Strip } from "../scene/strip-curves.ts";
import { type Extremes, extremesOf } from "../spans/extremes.ts";
import { areaColour, SELECTED_MARK } from "../style/looks.ts";
import { packed } from "../style/palette.ts";
import { type Pixels, tickColumn } from "../time/pixels.ts";
import type { Pens } from "./pens.ts";
import { fillArea, type Sheet } from "./sheet.ts";
import { drawCurve } from "./strip-columns.ts";

let scratch: Extremes | undefined;

/** Draws a strip into a sheet, where nothing else is yet. */
export function drawStrip(
  sheet: Sheet,
  strip: Strip,
  [above, below]: readonly Band[],
  pixels: Pixels,
  pens: Pens,
): void {
  if (above === undefined || below === undefined) return;
  const { dpr, palette } = pens;
  const line = Math.max(1, Math.round(dpr));
  for (const { y, height } of [above, below]) {
    const floor = {
      x: pixels.left,
      y: Math.round((y + height) * dpr),
      width: pixels.width,
      height: line,
    };
    fillArea(sheet, floor, packed(palette.grid));
  }
  if (strip.selected !== undefined) drawSelected(sheet, strip.selected, above, pixels, pens);
  for (const { curve, until, band, ink } of curvesOf(strip, above, below)) {
    scratch = extremesOf(curve.steps, pixels, scratch);
    const look = { ...ink, line: palette[ink.line], fill: areaColour(ink, palette) };
    drawCurve(sheet, scratch, until, band, pixels, look, dpr);
  }
}

/** Along the floor of a band, in the gap under it. */
function drawSelected(
  sheet: Sheet,
  life: TimeRange,
  { y, height }: Band,
  pixels: Pixels,
  { dpr, palette }: Pens,
): void {
  if (life[1] < pixels.from || life[0] > pixels.to) return;
  const [from, to] = life.map((time) =>
    Math.max(0, Math.min(pixels.width, tickColumn(pixels, time))),
  ) as [number, number];
  const width = Math.max(Math.round(SELECTED_MARK.least * dpr), to - from);
  const top = Math.round((y + height) * dpr);
  const mark = {
    x: pixels.left + from,
    y: top,
    width,
    height: Math.round(SELECTED_MARK.height * dpr),
  };
  fillArea(sheet, mark, packed(palette.ink));
}
