import type { Box } from "../layout/box.ts";
import { type Context, TEXT_PX, textWidth } from "../style/font.ts";
import type { MarkState } from "../style/looks.ts";
import type { Token } from "../style/palette.ts";
import type { Fill } from "../style/pattern.ts";
import type { Pens } from "./pens.ts";

/** What painting needs of a mark, device px. */
type Rect = Box & { readonly state: MarkState };

/** Below this height (CSS px) an outline or a rail would be all there is: a pattern fills the mark instead. */
const FLAT = 6;

/**
 * One mark, so that each state differs by pattern as well as by colour: running solid, waiting hatched,
 * blocked outlined, ready a light fill with dotted edges, queued a thin rail, pre-empted a hole.
 * The context is in device pixels.
 */
export function paintMark(
  context: Context,
  mark: Rect,
  pens: Pens,
  tint: Token,
  predicted: boolean,
): void {
  const flat = mark.height < FLAT * pens.dpr;
  switch (mark.state) {
    case "running":
      paintRunning(context, mark, pens, tint, predicted);
      break;
    case "waiting":
    case "starting":
      paintFilled(context, mark, pens.fill(mark.state));
      break;
    case "blocked":
      if (flat) paintFilled(context, mark, pens.flat(mark.state));
      else paintOutlined(context, mark, pens, []);
      break;
    case "ready":
      if (flat) paintFilled(context, mark, pens.flat(mark.state));
      else paintOutlined(context, mark, pens, [pens.dpr, 2 * pens.dpr]);
      break;
    case "queued":
      if (flat) paintFilled(context, mark, pens.flat(mark.state));
      else paintRail(context, mark, pens);
      break;
    case "preempted":
      paintHole(context, mark, pens);
      break;
    default:
      mark.state satisfies never;
  }
}

function paintRunning(
  context: Context,
  mark: Rect,
  pens: Pens,
  tint: Token,
  predicted: boolean,
): void {
  const line = Math.max(1, Math.round(pens.dpr));
  const { fill, faint } = pens.running(tint);
  // Neighbours of one colour stay countable: a hairline of paper between them, where there is room.
  const width = mark.width >= 4 * pens.dpr ? mark.width - line : mark.width;
  context.fillStyle = predicted && width > 3 * line ? faint : fill;
  context.fillRect(mark.x, mark.y, width, mark.height);
  if (!predicted || width <= 3 * line) return;
  context.strokeStyle = fill;
  context.lineWidth = line;
  strokeInside(context, { ...mark, width }, line);
}

function paintFilled(context: Context, mark: Rect, fill: Fill): void {
  context.fillStyle = fill;
  context.fillRect(mark.x, mark.y, mark.width, mark.height);
}

function paintOutlined(context: Context, mark: Rect, pens: Pens, dash: readonly number[]): void {
  const line = Math.max(1, Math.round(1.5 * pens.dpr));
  context.fillStyle = pens.fill(mark.state);
  context.fillRect(mark.x, mark.y, mark.width, mark.height);
  context.strokeStyle = pens.solid(mark.state);
  context.lineWidth = line;
  context.setLineDash([...dash]);
  strokeInside(context, mark, line);
  context.setLineDash([]);
}

function paintRail(context: Context, mark: Rect, pens: Pens): void {
  const height = Math.max(1, Math.round((mark.height < 12 * pens.dpr ? 1 : 2) * pens.dpr));
  context.fillStyle = pens.solid(mark.state);
  context.fillRect(mark.x, mark.y + Math.round((mark.height - height) / 2), mark.width, height);
}

/** Paper where the bar would be, with its edges left as a trace that the task is still there. */
function paintHole(context: Context, mark: Rect, pens: Pens): void {
  const line = Math.max(1, Math.round(pens.dpr));
  context.fillStyle = pens.fill(mark.state);
  context.fillRect(mark.x, mark.y, mark.width, mark.height);
  if (mark.height < 6 * line) return;
  context.fillStyle = pens.solid(mark.state);
  for (let x = mark.x; x < mark.x + mark.width; x += 3 * line) {
    const width = Math.min(line, mark.x + mark.width - x);
    context.fillRect(x, mark.y, width, line);
    context.fillRect(x, mark.y + mark.height - line, width, line);
  }
}

/** An outline whose outer edge is the mark's edge; a mark too small for one is filled. */
export function strokeInside(context: Context, mark: Box, line: number): void {
  const { x, y, width, height } = mark;
  if (width <= 2 * line || height <= 2 * line) {
    context.fillStyle = context.strokeStyle;
    context.fillRect(x, y, width, height);
    return;
  }
  context.strokeRect(x + line / 2, y + line / 2, width - line, height - line);
}

/** A label inside its bar, where all of it fits; bars are never labelled in part. */
export function paintText(
  context: Context,
  mark: Box,
  text: string,
  pens: Pens,
  ink: string,
): void {
  if (mark.height < (TEXT_PX + 2) * pens.dpr || mark.width < 12 * pens.dpr) return;
  if (textWidth(context, pens.font, text) + 8 * pens.dpr > mark.width) return;
  context.font = pens.font;
  context.fillStyle = ink;
  context.textBaseline = "middle";
  context.fillText(text, mark.x + 5 * pens.dpr, mark.y + mark.height / 2 + 0.5 * pens.dpr);
}
