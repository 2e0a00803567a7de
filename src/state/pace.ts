import type { Plan } from "../scenario/plan.ts";
import type { Ms } from "../trace/types.ts";

/** Work that takes longer belongs in a worker: the page would miss more than two frames. */
const MAX_MS = 50;
/** More steps than this are slow on any machine of today: a million a second would be fast. */
const MAX_STEPS = 100_000;
/**
 * Smaller plans, such as 2000 tasks of two steps, are never slow, and say little of larger ones; one measurement
 * alone may have met something else.
 */
const TELLING_STEPS = 5000;
const TELLING_TIMES = 3;

/** Steps that a prediction goes through, every retry counted. */
export const stepsOf = ({ tasks }: Plan): number =>
  tasks.reduce((sum, { steps, retries = 0 }) => sum + (steps.length + 1) * (1 + retries), 0);

/** How fast this machine predicts, by the best of what it was seen to do. */
export interface Pace {
  took(steps: number, ms: Ms): void;
  isSlow(steps: number): boolean;
}

export function createPace(): Pace {
  let msPerStep = Number.POSITIVE_INFINITY;
  let times = 0;
  return {
    took(steps, ms) {
      if (steps < TELLING_STEPS) return;
      msPerStep = Math.min(msPerStep, ms / steps);
      times += 1;
    },
    isSlow: (steps) =>
      steps > MAX_STEPS ||
      (steps >= TELLING_STEPS && times >= TELLING_TIMES && msPerStep * steps > MAX_MS),
  };
}
