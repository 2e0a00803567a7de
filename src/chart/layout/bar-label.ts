import { TEXT_PX } from "../style/font.ts";
import type { Box } from "./box.ts";

/** CSS px: least width of a bar with a label, room before the text, and of both sides together. */
export const LABEL = { least: 12, before: 5, around: 8 };

/** Whether bars of that height may hold a label. @param height device px */
export const isHighEnough = (height: number, dpr: number): boolean => height >= (TEXT_PX + 2) * dpr;

/**
 * Whether all of a label fits into a bar: it is never cut.
 * @param bar device px
 * @param width of the text, device px; asked for where the bar is large enough at all
 */
export const labelFits = (bar: Box, dpr: number, width: () => number): boolean =>
  isHighEnough(bar.height, dpr) &&
  bar.width >= LABEL.least * dpr &&
  width() + LABEL.around * dpr <= bar.width;

/**
 * The widest part of a bar that no pre-emption cuts, for its label; holes are in order and do not overlap.
 *
 *   bar    [==  ==========  ==]
 *   piece       ^--------^
 */
export function widestPiece(bar: Box, holes: readonly Box[]): Box {
  let best = { x: bar.x, width: 0 };
  let from = bar.x;
  const take = (to: number): void => {
    if (to - from > best.width) best = { x: from, width: to - from };
  };
  for (const hole of holes) {
    if (hole.x + hole.width <= bar.x || hole.x >= bar.x + bar.width) continue;
    take(hole.x);
    from = hole.x + hole.width;
  }
  take(bar.x + bar.width);
  return { ...best, y: bar.y, height: bar.height };
}
