import type { Frame } from "./frame.ts";
import { type Context, textWidth } from "./paint-mark.ts";
import { FONT_STACK, type Pens, TEXT_PX } from "./pens.ts";
import type { TimeScale } from "./scale.ts";

const TICK = 5;

/**
 * The time axis: a line, ticks, and their figures without the unit. On the canvas, since an axis of SVG costs a pan
 * 3 ms a frame in style, layout and paint, twice what a million spans do.
 */
export function paintAxis(
  context: Context,
  scale: TimeScale,
  { axisY, width }: Frame,
  pens: Pens,
): void {
  const { dpr } = pens;
  const line = Math.max(1, Math.round(dpr));
  const y = Math.round(axisY * dpr);
  const [left, right] = scale.range.map((x) => Math.round(x * dpr)) as [number, number];
  context.fillStyle = pens.inkSoft;
  context.fillRect(left, y, right - left + line, line);
  const font = `400 ${TEXT_PX * dpr}px ${FONT_STACK}`;
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const tick of scale.ticks) {
    const x = Math.round(scale.x(tick) * dpr);
    context.fillRect(x, y, line, TICK * dpr);
    const figure = scale.figure(tick);
    // A long figure at either end stays clear of the unit and of the edge.
    const half = textWidth(context, font, figure) / 2;
    const middle = Math.max(left - 10 * dpr + half, Math.min(width * dpr - half, x));
    context.fillText(figure, middle, y + (TICK + 10) * dpr);
  }
  context.textAlign = "start";
}
