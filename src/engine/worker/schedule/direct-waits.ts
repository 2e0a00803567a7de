/** Where a lane that has the board in reach sleeps: until there is a task, its turn, or enough time gone. */
import * as fact from "../facts.ts";
import type { Eventually, OnTask } from "./access.ts";
import { nextDue, takeNext } from "./assignment.ts";
import { at, BLOCKED, FUTURE, isOver, laneQueue, SETTLED, statusOf } from "./board.ts";
import * as core from "./core.ts";
import { type DirectLane, locked } from "./direct-lane.ts";
import { pop } from "./queues.ts";

export function next(d: DirectLane): Eventually<number> {
  const { b, c, lane, now, sleeper } = d;
  const { tracer } = c;
  for (let idle = false; ; ) {
    let seen = 0;
    let due = 0;
    const task = locked(d, () => {
      seen = at(b.wake, lane); // first: what takeNext sets free may wake this very lane
      const taken = isOver(b) ? -1 : takeNext(c, lane, now());
      due = nextDue(c);
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
    if (pause !== undefined) return pause.then(() => next(d));
  }
}

function cancelIfDue(d: DirectLane): void {
  const { b, c, now, cancelAfter } = d;
  if (core.isCancelled(b) || now() >= cancelAfter) locked(d, () => core.cancelAll(c, now()));
}

export function granted(d: DirectLane, task: number): Eventually<boolean> {
  const { b, c, lane, now, sleeper, cancelAfter } = d;
  for (;;) {
    cancelIfDue(d);
    const seen = locked(d, () => at(b.wake, lane));
    const status = statusOf(b, task);
    if (status !== BLOCKED) return status !== SETTLED;
    const late = now() >= at(b.deadline, task);
    if (late || core.isCancelled(b)) {
      locked(d, () => core.settle(c, task, late ? "timed-out" : "cancelled", now()));
      return false;
    }
    const pause = sleeper.sleep(seen, Math.min(at(b.deadline, task), cancelAfter));
    if (pause !== undefined) return pause.then(() => granted(d, task));
  }
}

export function hold(d: DirectLane, ms: number): Eventually<void> {
  const { b, lane, now, sleeper, cancelAfter } = d;
  const until = now() + ms;
  for (;;) {
    const seen = at(b.wake, lane); // first: a stop that comes after it wakes this lane
    cancelIfDue(d);
    if (now() >= until || core.isCancelled(b)) return;
    const pause = sleeper.sleep(seen, Math.min(until, cancelAfter));
    if (pause !== undefined) return pause.then(() => hold(d, until - now()));
  }
}

export function deliver(d: DirectLane, onTask: OnTask): Promise<void> {
  const { b, c, lane, now, sleeper } = d;
  return new Promise((resolve) => {
    const listen = (): void => {
      if (core.isCancelled(b)) locked(d, () => core.cancelAll(c, now()));
      const seen = locked(d, () => at(b.wake, lane));
      drain(d, onTask);
      if (isOver(b)) resolve();
      else sleeper.whenWoken(seen, listen);
    };
    listen();
  });
}

/** All that has come to a loop. */
function drain(d: DirectLane, onTask: OnTask): void {
  const { b, lane } = d;
  for (let isFirst = true; ; isFirst = false) {
    let isNew = false;
    const task = locked(d, () => {
      const popped = pop(b, laneQueue(lane));
      if (popped >= 0) isNew = statusOf(b, popped) === FUTURE;
      return popped;
    });
    if (task < 0) return;
    onTask(task, isNew, isFirst);
  }
}
