import type { Ms } from "../../src/trace/types.ts";

/** A 60 Hz display's frame is 16.7 ms: over this one was missed. */
const LONG_MS = 20;

/**
 * Intervals between animation frames until `done` settles. The frames' own times are taken, not those at which their
 * callbacks got to run: they tell which frames of the display were missed.
 */
export async function framesWhile(done: Promise<unknown>): Promise<Ms[]> {
  const intervals: Ms[] = [];
  let last: Ms | undefined;
  let frame = requestAnimationFrame(function next(time) {
    if (last !== undefined) intervals.push(time - last);
    last = time;
    frame = requestAnimationFrame(next);
  });
  try {
    await done;
  } finally {
    cancelAnimationFrame(frame);
  }
  return intervals;
}

/** Per cent. */
export const shareOfLong = (intervals: readonly Ms[]): number =>
  (100 * intervals.filter((ms) => ms > LONG_MS).length) / Math.max(1, intervals.length);

export const longestOf = (intervals: readonly Ms[]): Ms => Math.max(0, ...intervals);
