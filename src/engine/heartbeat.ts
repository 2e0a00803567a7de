import type { Ms } from "../trace/types.ts";

/** A page that stalled has not looked: that time is no worker's fault. */
const LONGEST_LOOK_MS = 500;

/** Told at every look which heartbeat is the latest and how long ago the last look was, says for how long there is none, ms. */
export type Heartbeat = (beat: number, sinceLast: Ms) => Ms;

/** Adds up how long a worker has given no new heartbeat. */
export function createHeartbeat(): Heartbeat {
  let last = Number.NaN;
  let missing = 0;
  return (beat, sinceLast) => {
    missing = beat === last ? missing + Math.min(sinceLast, LONGEST_LOOK_MS) : 0;
    last = beat;
    return missing;
  };
}
