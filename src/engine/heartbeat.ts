import type { Ms } from "../trace/types.ts";

/** A page that stalled has not looked: that time is nobody's silence. */
const LONGEST_LOOK_MS = 500;

/** Told at every look what the latest sign of life is and how long ago the last look was, says how long it is quiet, ms. */
type Silence = (sign: number, sinceLast: Ms) => Ms;

/** Adds up how long a worker has given no new sign of life. */
export function createSilence(): Silence {
  let last = Number.NaN;
  let quiet = 0;
  return (sign, sinceLast) => {
    quiet = sign === last ? quiet + Math.min(sinceLast, LONGEST_LOOK_MS) : 0;
    last = sign;
    return quiet;
  };
}
