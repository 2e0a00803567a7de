import type { Frame } from "../layout/frame.ts";
import { remember } from "../spans/memo.ts";
import { TEXT_PX } from "../style/font.ts";
import { packed } from "../style/palette.ts";
import { type Pixels, tickColumn } from "../time/pixels.ts";
import type { TimeScale } from "../time/scale.ts";
import { type Glyphs, glyphsOf } from "./glyphs.ts";
import type { Pens } from "./pens.ts";
import { clearRows, fillArea, type Sheet } from "./sheet.ts";

const TICK = 5;

const glyphs = remember((pens: Pens): Glyphs => glyphsOf(TEXT_PX * pens.dpr, pens.inkSoft));

/**
 * The time axis: a line, ticks, and their figures without the unit. Pixels like the bars, since an axis of SVG costs
 * a pan 3 ms a frame in style, layout and paint, and one of the canvas's own texts a fifth of that.
 */
export function paintAxis(
  sheet: Sheet,
  scale: TimeScale,
  pixels: Pixels,
  { axisY, width }: Frame,
  pens: Pens,
): void {
  const { dpr } = pens;
  const line = Math.max(1, Math.round(dpr));
  const y = Math.round(axisY * dpr);
  const ink = packed(pens.palette.inkSoft);
  const { left } = pixels;
  clearRows(sheet, y, sheet.height);
  fillArea(sheet, { x: left, y, width: pixels.width + line, height: line }, ink);
  const { width: measured, write } = glyphs(pens);
  for (const tick of scale.ticks) {
    const x = left + tickColumn(pixels, tick);
    fillArea(sheet, { x, y, width: line, height: Math.round(TICK * dpr) }, ink);
    const figure = scale.figure(tick);
    // A long figure at either end stays clear of the unit and of the edge.
    const half = measured(figure) / 2;
    const middle = Math.max(left - 10 * dpr + half, Math.min(width * dpr - half, x));
    write(sheet, figure, middle - half, y + (TICK + 10) * dpr);
  }
}
