import type { RunClock } from "../clock.ts";
import type { Scheduler } from "./access.ts";
import { at, READY, RUNNING, SETTLED, setStatus, statusOf, WAITING } from "./board.ts";
import * as core from "./core.ts";
import type { Core } from "./core-record.ts";
import { type DirectLane, locked, lookForDeadlock } from "./direct-lane.ts";
import * as waits from "./direct-waits.ts";
import { enqueue, sendToPool } from "./lines.ts";
import { acquire, couple, release } from "./resources.ts";
import type { Sleeper } from "./sleeper.ts";

/** A lane that has the board in reach acts on it itself, under the lock where others do too. */
export function directScheduler(
  c: Core,
  lane: number,
  shared: boolean,
  clock: RunClock,
  sleeper: Sleeper,
): Scheduler {
  const { b } = c;
  const { now } = clock;
  const computeLock = b.dims.resources - 1;
  const cancelAfter = c.plan.cancelAfter ?? Number.POSITIVE_INFINITY;
  const d: DirectLane = { c, b, lane, shared, clock, now, sleeper, cancelAfter };
  return {
    next: () => waits.next(d),
    granted: (task) => waits.granted(d, task),
    hold: (ms) => waits.hold(d, ms),
    deliver: (onTask) => waits.deliver(d, onTask),
    stepOf: (task) => at(b.step, task),
    goTo(task, step) {
      b.step[task] = step;
    },
    failAttempt: (task, outcome, error) =>
      lookForDeadlock(d, () => core.failAttempt(c, task, outcome, now(), error)),
    endWait: (task) => lookForDeadlock(d, () => core.endWait(c, task, now())),
    begin: (task) => locked(d, () => core.begin(c, task, now())),
    couple: (task, step) => lookForDeadlock(d, () => couple(c, task, step, now())),
    lockCompute: (task) => lookForDeadlock(d, () => acquire(c, task, computeLock, now())),
    unlockCompute: (task) => locked(d, () => release(c, task, computeLock, now())),
    isComputeContended: () => at(b.size, 1 + b.dims.lanes + computeLock) > 0,
    waiting: (task) => locked(d, () => setStatus(b, task, WAITING)),
    resumed: (task) => locked(d, () => resume(d, task)),
    sleep: (task, due) => locked(d, () => core.sleepUntil(c, task, due)),
    yieldTask: (task) => locked(d, () => enqueue(c, task, READY, lane)),
    offload: (task) => locked(d, () => sendToPool(c, task)),
    handBack: (task) => locked(d, () => enqueue(c, task, READY, lane)),
    settle: (task, outcome, error) =>
      lookForDeadlock(d, () => core.settle(c, task, outcome, now(), error)),
    expire: (task) => lookForDeadlock(d, () => core.expire(c, task, now())),
    deadlineOf: (task) => at(b.deadline, task),
    isCancelled: () => core.isCancelled(b),
    cancelAll: () => locked(d, () => core.cancelAll(c, now())),
    beat: () => {
      b.beat[lane] = at(b.beat, lane) + 1;
    },
  };
}

function resume({ b, lane }: DirectLane, task: number): boolean {
  if (statusOf(b, task) === SETTLED) return false;
  setStatus(b, task, RUNNING);
  b.holder[task] = lane;
  return true;
}
