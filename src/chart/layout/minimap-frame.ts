import { gutterFor } from "./frame.ts";

/** Room to the right, as beside the timelines. */
const EDGE = 20;
const LINE = 14;
const PAD = 3;

/** How wide an edge of the window is drawn, CSS px: so also a window of no width can be pointed at. */
export const WINDOW_EDGE = 3;

/** Height of a minimap of so many traces, CSS px. */
export const minimapHeight = (traces: number): number => Math.max(1, traces) * LINE + 2 * PAD;

/** First and last pixel of its time axis. */
export function minimapRange(width: number): readonly [number, number] {
  const left = gutterFor(width);
  return [left, Math.max(left + 1, width - EDGE)];
}

/** Bottom of the line of the i-th trace, CSS px. */
export const floorOf = (i: number): number => PAD + (i + 1) * LINE - 1;

/** Where that line is. */
export function lineBand(i: number): { readonly y: number; readonly height: number } {
  const y = PAD + i * LINE + 1;
  return { y, height: floorOf(i) - y };
}
