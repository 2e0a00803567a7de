import type { Ms } from "../../trace/types.ts";

/** Gaps shorter than this are the clock's steps and interrupts. */
const GAP_MS = 0.3;

/**
 * Background load, seen from one worker: spins for `ms` and adds up the gaps in which it was not executed.
 * @returns share of the time lost, 0 to 1
 */
export function probeLoad(ms: Ms): number {
  const start = performance.now();
  let last = start;
  let lost = 0;
  while (last - start < ms) {
    const t = performance.now();
    if (t - last > GAP_MS) lost += t - last;
    last = t;
  }
  return lost / (last - start);
}
