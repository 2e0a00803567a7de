import type { Ms } from "../../trace/types.ts";
import type { TimeScale } from "./scale.ts";

/** A tick of a time axis. */
interface Tick {
  readonly time: Ms;
  /** without its unit */
  readonly figure: string;
  /** CSS px from the tick to the middle of its figure: at either end of the axis figures are moved inwards */
  readonly shift: number;
}

/** Length of a tick, CSS px. */
export const TICK = 5;

/** CSS px to the left of the axis that a figure may take: beyond is the unit. */
const BEFORE = 10;

/**
 * Ticks and figures of a time axis, the same on the screen and in pictures.
 * @param width of the whole chart, CSS px: no figure reaches beyond it, or into the unit on the left
 * @param measured width of a figure, CSS px
 */
export function axisTicks(
  scale: TimeScale,
  width: number,
  measured: (figure: string) => number,
): readonly Tick[] {
  const left = scale.range[0] - BEFORE;
  return scale.ticks.map((time) => {
    const figure = scale.figure(time);
    const half = measured(figure) / 2;
    const x = scale.x(time);
    return { time, figure, shift: Math.max(left + half, Math.min(width - half, x)) - x };
  });
}
