/** What a lane gets to do, and what becomes of its tasks when it is gone. */
import { ALL_BUSY_SINCE, at, RUNNING, STOP, setStatus, statusOf } from "./board.ts";
import { cancelAll, collectDue, settle } from "./core.ts";
import type { Core } from "./core-record.ts";
import { isAnyIdle, takeFor } from "./lines.ts";
import { heapTop } from "./queues.ts";
import { settleStuck } from "./stuck.ts";

/** The next task for a pool lane, or -1; the lane is idle until it gets one. */
export function takeNext(core: Core, lane: number, now: number): number {
  const { b } = core;
  if (at(b.header, STOP) === 1) cancelAll(core, now);
  else if (now >= (core.plan.cancelAfter ?? Number.POSITIVE_INFINITY)) cancelAll(core, now);
  collectDue(core, now);
  const task = takeFor(core, lane);
  if (task < 0) {
    b.idle[lane] = 1;
    settleStuck(core, now);
    return -1;
  }
  if (at(b.idle, lane) !== 0) {
    b.idle[lane] = 0;
    if (!isAnyIdle(b)) b.times[ALL_BUSY_SINCE] = now;
  }
  setStatus(b, task, RUNNING);
  b.holder[task] = lane;
  return task;
}

/** Earliest instant at which a sleeping pool lane must look again, ms since the run began. */
export const nextDue = (core: Core): number =>
  Math.min(heapTop(core.b), core.plan.cancelAfter ?? Number.POSITIVE_INFINITY);

/** The worker of a lane is gone: what it was running, or kept on its loop, has failed. */
export function loseLane(core: Core, lane: number, now: number, reason: string): void {
  const { b, topology } = core;
  b.idle[lane] = 0;
  for (const { id } of core.plan.tasks) {
    const onLoop = lane < topology.loops && topology.home(id) === lane;
    const onLane = at(b.holder, id) === lane && (topology.holds || statusOf(b, id) === RUNNING);
    if (onLoop || onLane) settle(core, id, "failed", now, reason);
  }
  settleStuck(core, now);
}
