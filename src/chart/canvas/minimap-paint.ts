import type { TimeRange } from "../../trace/types.ts";
import { type Frame, isNarrow } from "../layout/frame.ts";
import { FONT_STACK } from "../style/font.ts";
import { css, type Palette } from "../style/palette.ts";
import type { TimeScale } from "../time/scale.ts";
import type { Pens } from "./pens.ts";

type Context = CanvasRenderingContext2D;

/** What is not shown recedes; the window has an edge and two grips. */
export function paintWindow(
  context: Context,
  scale: TimeScale,
  [from, to]: TimeRange,
  bounds: TimeRange,
  {
    left,
    right,
    height,
  }: { readonly left: number; readonly right: number; readonly height: number },
  palette: Palette,
  dpr: number,
): void {
  const line = Math.max(1, Math.round(dpr));
  const [a, b] = [scale.x(from), scale.x(to)].map((x) => Math.round(x * dpr)) as [number, number];
  const [l, r, h] = [Math.round(left * dpr), Math.round(right * dpr), Math.round(height * dpr)];
  const whole = from <= bounds[0] && to >= bounds[1];
  context.fillStyle = css({ ...palette.surface, a: 0.66 });
  context.fillRect(l, 0, a - l, h);
  context.fillRect(b, 0, r - b, h);
  context.strokeStyle = css(whole ? palette.grid : palette.inkSoft);
  context.lineWidth = line;
  const width = Math.max(line, b - a);
  context.strokeRect(a + line / 2, line / 2, width - line, h - line);
  if (whole) return;
  context.fillStyle = css(palette.inkSoft);
  const grip = Math.round(3 * dpr);
  for (const x of [a - Math.floor(grip / 2), b - Math.ceil(grip / 2)]) {
    context.fillRect(x, Math.round(h / 2 - 6 * dpr), grip, Math.round(12 * dpr));
  }
}

export function paintName(
  context: Context,
  left: Frame["gutter"],
  height: number,
  width: number,
  palette: Palette,
  dpr: number,
): void {
  const size = isNarrow(width) ? 11 : 12;
  context.font = `400 ${size * dpr}px ${FONT_STACK}`;
  context.fillStyle = css(palette.inkSoft);
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillText("whole run", (left - (isNarrow(width) ? 6 : 10)) * dpr, (height / 2) * dpr);
  context.textAlign = "start";
}

/** CSS px: what there is between the lines of two traces. */
const MARK = 2;

/** Where a task is: a bar under the line of its trace, over the window, as it recedes nowhere. */
export function paintLife(
  context: Context,
  scale: TimeScale,
  life: TimeRange,
  floor: number,
  { dpr, ink }: Pens,
): void {
  const [from, to] = life.map((time) => Math.round(scale.x(time) * dpr)) as [number, number];
  const height = Math.round(MARK * dpr);
  context.fillStyle = ink;
  context.fillRect(from, Math.round(floor * dpr), Math.max(height, to - from), height);
}
