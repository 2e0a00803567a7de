import type { RunClock } from "../clock.ts";
import * as fact from "../facts.ts";
import type { Eventually, OnTask, Scheduler } from "./access.ts";
import {
  at,
  BLOCKED,
  FUTURE,
  isOver,
  LATEST,
  laneQueue,
  READY,
  RUNNING,
  SETTLED,
  STOP,
  setStatus,
  statusOf,
  WAITING,
} from "./board.ts";
import * as core from "./core.ts";
import { enqueue, sendToPool } from "./lines.ts";
import { lock, unlock } from "./lock.ts";
import { pop } from "./queues.ts";
import { acquire, couple, release, settleStuck } from "./resources.ts";
import type { Sleeper } from "./sleeper.ts";

/** A lane that has the board in reach acts on it itself, under the lock where others do too. */
export function directScheduler(
  c: core.Core,
  lane: number,
  shared: boolean,
  clock: RunClock,
  sleeper: Sleeper,
): Scheduler {
  const { b, tracer } = c;
  const { now } = clock;
  const computeLock = b.dims.resources - 1;

  function locked<T>(act: () => T): T {
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
  const lookForDeadlock = <T>(act: () => T): T =>
    locked(() => {
      const result = act();
      if (at(b.header, STOP) === 1) core.cancelAll(c, now());
      settleStuck(c, now());
      return result;
    });

  function next(): Eventually<number> {
    for (let idle = false; ; ) {
      let seen = 0;
      let due = 0;
      const task = locked(() => {
        seen = at(b.wake, lane); // first: what takeNext sets free may wake this very lane
        const taken = isOver(b) ? -1 : core.takeNext(c, lane, now());
        due = core.nextDue(c);
        return taken;
      });
      if (task < 0 && isOver(b)) return -1;
      if (task >= 0) {
        if (idle) tracer.fact(now(), fact.RESUMED, lane, 0);
        return task;
      }
      if (!idle) tracer.fact(now(), fact.IDLE, lane, 0);
      idle = true;
      const pause = sleeper.sleep(seen, due);
      if (pause !== undefined) return pause.then(next);
    }
  }

  const cancelAfter = c.plan.cancelAfter ?? Number.POSITIVE_INFINITY;
  const cancelIfDue = (): void => {
    if (core.isCancelled(b) || now() >= cancelAfter) locked(() => core.cancelAll(c, now()));
  };

  function granted(task: number): Eventually<boolean> {
    for (;;) {
      cancelIfDue();
      const seen = locked(() => at(b.wake, lane));
      const status = statusOf(b, task);
      if (status !== BLOCKED) return status !== SETTLED;
      const late = now() >= at(b.deadline, task);
      if (late || core.isCancelled(b)) {
        locked(() => core.settle(c, task, late ? "timed-out" : "cancelled", now()));
        return false;
      }
      const pause = sleeper.sleep(seen, Math.min(at(b.deadline, task), cancelAfter));
      if (pause !== undefined) return pause.then(() => granted(task));
    }
  }

  function hold(ms: number): Eventually<void> {
    const until = now() + ms;
    for (;;) {
      const seen = at(b.wake, lane); // first: a stop that comes after it wakes this lane
      cancelIfDue();
      if (now() >= until || core.isCancelled(b)) return;
      const pause = sleeper.sleep(seen, Math.min(until, cancelAfter));
      if (pause !== undefined) return pause.then(() => hold(until - now()));
    }
  }

  function drain(onTask: OnTask): void {
    for (let isFirst = true; ; isFirst = false) {
      let isNew = false;
      const task = locked(() => {
        const popped = pop(b, laneQueue(lane));
        if (popped >= 0) isNew = statusOf(b, popped) === FUTURE;
        return popped;
      });
      if (task < 0) return;
      onTask(task, isNew, isFirst);
    }
  }

  return {
    next,
    granted,
    hold,
    stepOf: (task) => at(b.step, task),
    goTo(task, step) {
      b.step[task] = step;
    },
    failAttempt: (task, outcome, error) =>
      lookForDeadlock(() => core.failAttempt(c, task, outcome, now(), error)),
    endWait: (task) => lookForDeadlock(() => core.endWait(c, task, now())),
    begin: (task) => locked(() => core.begin(c, task, now())),
    couple: (task, step) => lookForDeadlock(() => couple(c, task, step, now())),
    lockCompute: (task) => lookForDeadlock(() => acquire(c, task, computeLock, now())),
    unlockCompute: (task) => locked(() => release(c, task, computeLock, now())),
    isComputeContended: () => at(b.size, 1 + b.dims.lanes + computeLock) > 0,
    waiting: (task) => locked(() => setStatus(b, task, WAITING)),
    resumed: (task) =>
      locked(() => {
        if (statusOf(b, task) === SETTLED) return false;
        setStatus(b, task, RUNNING);
        b.holder[task] = lane;
        return true;
      }),
    sleep: (task, due) => locked(() => core.sleepUntil(c, task, due)),
    yieldTask: (task) => locked(() => enqueue(c, task, READY, lane)),
    offload: (task) => locked(() => sendToPool(c, task)),
    handBack: (task) => locked(() => enqueue(c, task, READY, lane)),
    settle: (task, outcome, error) =>
      lookForDeadlock(() => core.settle(c, task, outcome, now(), error)),
    expire: (task) => lookForDeadlock(() => core.expire(c, task, now())),
    deadlineOf: (task) => at(b.deadline, task),
    isCancelled: () => core.isCancelled(b),
    cancelAll: () => locked(() => core.cancelAll(c, now())),
    deliver: (onTask) =>
      new Promise((resolve) => {
        const listen = (): void => {
          if (core.isCancelled(b)) locked(() => core.cancelAll(c, now()));
          const seen = locked(() => at(b.wake, lane));
          drain(onTask);
          if (isOver(b)) resolve();
          else sleeper.whenWoken(seen, listen);
        };
        listen();
      }),
    beat: () => {
      b.beat[lane] = at(b.beat, lane) + 1;
    },
  };
}
