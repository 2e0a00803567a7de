import type { Box } from "./box.ts";

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
