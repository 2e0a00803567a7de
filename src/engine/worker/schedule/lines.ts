/** Where tasks stand in line, and which lane is woken for them. Called as the scheduler is, by it and by lanes. */
import {
  at,
  type Board,
  laneQueue,
  READY,
  SHARED_QUEUE,
  setStatus,
  type TaskStatus,
} from "./board.ts";
import type { Core } from "./core-record.ts";
import { pop, push } from "./queues.ts";

export function wakeLane(core: Core, lane: number): void {
  Atomics.add(core.b.wake, lane, 1);
  core.notify(lane);
}

function wakeIdleLane(core: Core, preferred: number): void {
  const { b, topology } = core;
  let lane = preferred >= 0 && at(b.idle, preferred) === 1 ? preferred : -1;
  for (let l = topology.loops; lane < 0 && l < b.dims.lanes; l++) if (at(b.idle, l) === 1) lane = l;
  if (lane < 0) return;
  b.idle[lane] = 2; // woken: the next task wakes another lane
  wakeLane(core, lane);
}

/** Puts a task where its next lane will find it. `lane`: the lane that ran it last, or -1. */
export function enqueue(core: Core, task: number, status: TaskStatus, lane: number): void {
  const { b, topology } = core;
  setStatus(b, task, status);
  b.holder[task] = -1;
  const home = topology.home(task);
  if (home >= 0) {
    push(b, laneQueue(home), task);
    if (home < topology.loops) wakeLane(core, home);
    else wakeIdleLane(core, home);
  } else if (topology.stealing && lane >= 0) {
    push(b, laneQueue(lane), task);
    wakeIdleLane(core, lane);
  } else {
    push(b, SHARED_QUEUE, task);
    wakeIdleLane(core, -1);
  }
}

/** A computation leaves the loop: any pool lane may take it. */
export function sendToPool(core: Core, task: number): void {
  setStatus(core.b, task, READY);
  core.b.holder[task] = -1;
  push(core.b, SHARED_QUEUE, task);
  wakeIdleLane(core, -1);
}

/** The task that stands first for a lane: on its own line, the shared one, or one it steals from; -1 for none. */
export function takeFor(core: Core, lane: number): number {
  const { b, topology } = core;
  if (topology.own) return pop(b, laneQueue(lane));
  if (!topology.stealing) return pop(b, SHARED_QUEUE);
  const own = pop(b, laneQueue(lane));
  if (own >= 0) return own;
  const shared = pop(b, SHARED_QUEUE);
  for (let k = 1, task = shared; ; k++) {
    if (task >= 0 || k >= b.dims.lanes) return task;
    task = pop(b, laneQueue((lane + k) % b.dims.lanes));
  }
}

/** Whether any lane has nothing to do. */
export const isAnyIdle = (b: Board): boolean => b.idle.some((flag) => flag !== 0);
