import type { Ms } from "../../trace/types.ts";

/** A loop that has nothing to run for longer than this was idle. */
const IDLE_MS = 0.5;

export type Turns = ReturnType<typeof createTurns>;

/**
 * One turn at a time. Only a computation that pauses to look for a stop message (no shared memory) can be
 * called into; what the browser calls meanwhile runs after it, in the order it was called.
 */
export function createTurns(now: () => Ms) {
  let isBusy = false;
  let busySince = 0;
  let busyUntil = 0;
  const deferred: (() => Promise<void>)[] = [];

  function take(turn: () => Promise<void>): void {
    if (isBusy) {
      deferred.push(turn);
      return;
    }
    isBusy = true;
    const start = now();
    if (start - busyUntil > IDLE_MS) busySince = start;
    void turn().then(() => {
      busyUntil = now();
      isBusy = false;
      const next = deferred.shift();
      if (next !== undefined) take(next);
    });
  }

  /**
   * Since when a task whose timer came due at `due` could have run: if the loop was busy then, since that
   * moment or since the loop woke; if it was idle, from now: its timer was late, and that belongs to the wait.
   *
   *   loop  ....[--other task--][this task
   *   due          ^ ready from here
   */
  function readySince(due: Ms): Ms {
    const t = now();
    return due < busyUntil ? Math.min(t, Math.max(due, busySince)) : t;
  }

  return { take, readySince };
}
