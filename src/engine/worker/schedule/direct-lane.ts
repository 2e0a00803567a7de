import type { Ms } from "../../../trace/types.ts";
import type { RunClock } from "../clock.ts";
import { at, type Board, LATEST, STOP } from "./board.ts";
import { cancelAll } from "./core.ts";
import type { Core } from "./core-record.ts";
import { lock, unlock } from "./lock.ts";
import type { Sleeper } from "./sleeper.ts";
import { settleStuck } from "./stuck.ts";

/** A lane that has the board in reach. */
export interface DirectLane {
  readonly c: Core;
  readonly b: Board;
  readonly lane: number;
  /** other lanes act on the board, too */
  readonly shared: boolean;
  readonly clock: RunClock;
  readonly now: () => Ms;
  readonly sleeper: Sleeper;
  readonly cancelAfter: Ms;
}

/** Acts on the board, under its lock where others do too. @returns what `act` returned */
export function locked<T>({ b, lane, shared, clock, now }: DirectLane, act: () => T): T {
  if (!shared) return act();
  lock(b, lane);
  try {
    clock.notBefore(at(b.times, LATEST));
    return act();
  } finally {
    b.times[LATEST] = now();
    unlock(b);
  }
}

/**
 * Where a task blocks or ends, it may have been the last that could move the others on. After a stop that is
 * no deadlock: they are cancelled.
 */
export const lookForDeadlock = <T>(d: DirectLane, act: () => T): T =>
  locked(d, () => {
    const { b, c, now } = d;
    const result = act();
    if (at(b.header, STOP) === 1) cancelAll(c, now());
    settleStuck(c, now());
    return result;
  });
