import { BEAT_MS } from "../beat.ts";
import { macrotask } from "../macrotask.ts";
import type { Tracer } from "../tracer.ts";
import { at, type Board } from "./board.ts";

/** How a lane with nothing to do waits for `board.wake[lane]` to change from what it has seen. */
export interface Sleeper {
  /** Until woken or `until` (ms since the run began). Blocks and returns nothing, or returns a promise. */
  sleep(seen: number, until: number): Promise<void> | undefined;
  /** Calls back once woken, in a turn of its own, without blocking. */
  whenWoken(seen: number, then: () => void): void;
}

/** A lane that has just gone to sleep sends facts that are due this often, later with its heartbeat. */
const FLUSH_MS = 16;

/** Shared memory: a pool thread really blocks (Atomics.wait), a loop is called back (Atomics.waitAsync). */
export function sharedSleeper(b: Board, lane: number, now: () => number, tracer: Tracer): Sleeper {
  return {
    sleep(seen, until) {
      const first = now();
      for (let t = first; t < until && Atomics.load(b.wake, lane) === seen; t = now()) {
        tracer.flushIfDue(t);
        b.beat[lane] = at(b.beat, lane) + 1;
        const longest = t - first < 2 * FLUSH_MS ? FLUSH_MS : BEAT_MS;
        Atomics.wait(b.wake, lane, seen, Math.min(until - t, longest));
      }
      return undefined;
    },
    whenWoken(seen, then) {
      const result = Atomics.waitAsync(b.wake, lane, seen);
      if (result.async) void result.value.then(then);
      else macrotask(then);
    },
  };
}

/** The longest a timer can be set for; later times are slept in parts. */
const MAX_TIMER_MS = 2 ** 30;

/** One lane that keeps the board itself: its own timers, and its own calls to `notify`. */
export function localSleeper(
  b: Board,
  lane: number,
  now: () => number,
): Sleeper & { notify: () => void } {
  let woken: (() => void) | undefined;
  const wake = (): void => {
    const call = woken;
    woken = undefined;
    call?.();
  };
  return {
    sleep(seen, until) {
      if (at(b.wake, lane) !== seen) return undefined;
      return new Promise((resolve) => {
        const timer = setTimeout(wake, Math.min(MAX_TIMER_MS, Math.max(0, until - now())));
        woken = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    whenWoken(seen, then) {
      if (at(b.wake, lane) !== seen) macrotask(then);
      else woken = () => macrotask(then);
    },
    notify: wake,
  };
}
