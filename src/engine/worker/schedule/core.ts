import type { TaskOutcome } from "../../../trace/types.ts";
import * as fact from "../facts.ts";
import { endOfWait } from "../wait-step.ts";
import {
  ALL_BUSY_SINCE,
  at,
  type Board,
  CANCELLED,
  FUTURE,
  isOver,
  laneQueue,
  QUEUED,
  READY,
  RUNNING,
  SETTLED,
  SHARED_QUEUE,
  STOP,
  setStatus,
  statusOf,
  UNRELEASED,
  WAITING,
} from "./board.ts";
import type { Core } from "./core-record.ts";
import { enqueue, isAnyIdle, wakeLane } from "./lines.ts";
import { heapPop, heapPush, heapTop, push, pushFirst, remove } from "./queues.ts";
import { releaseHoldings, stepAhead } from "./resources.ts";

/** A lane was given the task and has not begun it: it stands first in line again. */
export function giveBack(core: Core, task: number, now: number): void {
  const { b } = core;
  if (statusOf(b, task) === SETTLED) return;
  setStatus(b, task, QUEUED);
  b.holder[task] = -1;
  pushFirst(b, SHARED_QUEUE, task);
  if (now >= at(b.deadline, task)) expire(core, task, now);
}

/** Plan's start: everything without dependencies is released or gets its release time. Once per run. */
export function releaseInitial(core: Core, now: number): void {
  for (const task of core.plan.tasks) if (task.after.length === 0) schedule(core, task.id, now);
}

function isOnLoop({ topology }: Core, task: number): boolean {
  const home = topology.home(task);
  return home >= 0 && home < topology.loops;
}

/** The task's dependencies have settled: release it now or at its time. */
function schedule(core: Core, task: number, now: number): void {
  const { b, plan, topology } = core;
  const releaseAt = plan.tasks[task]?.releaseAt ?? 0;
  if (isOnLoop(core, task)) {
    const loop = topology.home(task);
    setStatus(b, task, FUTURE); // its loop sets the timer, the browser fires it
    b.wakeAt[task] = plan.tasks[task]?.after.length === 0 ? 0 : now;
    push(b, laneQueue(loop), task);
    wakeLane(core, loop);
  } else if (releaseAt <= now) {
    released(core, task, plan.tasks[task]?.after.length === 0 ? Math.max(0, releaseAt) : now);
    enqueue(core, task, QUEUED, -1);
  } else {
    setStatus(b, task, FUTURE);
    heapPush(b, releaseAt, task);
  }
}

/** A loop gets round to a task: it was released when its time had come and its dependencies had settled. */
export function begin(core: Core, task: number, now: number): void {
  if (statusOf(core.b, task) !== FUTURE) return;
  setStatus(core.b, task, QUEUED);
  const releaseAt = core.plan.tasks[task]?.releaseAt ?? 0;
  released(core, task, Math.min(now, Math.max(0, releaseAt, at(core.b.wakeAt, task))));
}

/** Notes the release and sets the deadline. A loop has a timer of its own for it. */
function released(core: Core, task: number, when: number): void {
  core.tracer.fact(when, fact.QUEUED, task, 0);
  const deadline = core.plan.tasks[task]?.deadline;
  if (deadline === undefined) return;
  core.b.deadline[task] = when + deadline;
  if (!isOnLoop(core, task)) heapPush(core.b, when + deadline, task + core.b.dims.tasks);
}

/** The end of a task: frees what it holds and releases its dependents. Settling twice does nothing. */
export function settle(
  core: Core,
  task: number,
  outcome: TaskOutcome,
  now: number,
  error?: string,
): void {
  const { b } = core;
  if (statusOf(b, task) === SETTLED) return;
  remove(b, task);
  setStatus(b, task, SETTLED);
  b.holder[task] = -1;
  core.tracer.settled(now, task, outcome, error);
  releaseHoldings(core, task, now);
  for (const next of core.dependents[task] ?? []) {
    b.deps[next] = at(b.deps, next) - 1;
    if (at(b.deps, next) === 0 && statusOf(b, next) === UNRELEASED) schedule(core, next, now);
  }
  if (isOver(b)) for (let lane = 0; lane < b.dims.lanes; lane++) wakeLane(core, lane);
}

/** Moves what has come due by `now` into the queues, and times out what is past its deadline. */
export function collectDue(core: Core, now: number): void {
  const { b, plan } = core;
  while (heapTop(b) <= now) {
    const due = heapTop(b);
    const entry = heapPop(b);
    if (entry >= b.dims.tasks) expire(core, entry - b.dims.tasks, now);
    else if (statusOf(b, entry) === FUTURE) {
      released(core, entry, plan.tasks[entry]?.after.length === 0 ? due : now);
      enqueue(core, entry, QUEUED, -1);
    } else if (statusOf(b, entry) === WAITING && at(b.wakeAt, entry) === due) {
      waited(core, entry, due, now);
    }
  }
}

/**
 * A wait is over. If every lane has been busy since before it came due, nobody could look: the task was
 * ready from then on. If a lane was idle it woke for this, and its lateness belongs to the wait.
 */
function waited(core: Core, task: number, due: number, now: number): void {
  const { b } = core;
  const when = isAnyIdle(b) ? now : Math.min(now, Math.max(due, at(b.times, ALL_BUSY_SINCE)));
  if (!endWait(core, task, when)) return;
  core.tracer.fact(when, fact.READY, task, 0, stepAhead(core, task));
  enqueue(core, task, READY, at(b.holder, task));
}

/** The wait that a task is at is over, by its answer or by its timeout. @returns false if that settled it */
export function endWait(core: Core, task: number, now: number): boolean {
  const { b, plan } = core;
  if (statusOf(b, task) === SETTLED) return false;
  const step = plan.tasks[task]?.steps[at(b.step, task)];
  const error = step?.do === "wait" ? endOfWait(step).error : undefined;
  if (error !== undefined) return failAttempt(core, task, "timed-out", now, error);
  b.step[task] = at(b.step, task) + 1;
  return true;
}

/** An attempt failed: from the first step again while there are retries left. @returns false if settled */
export function failAttempt(
  core: Core,
  task: number,
  outcome: TaskOutcome,
  now: number,
  error?: string,
): boolean {
  const { b } = core;
  b.attempt[task] = at(b.attempt, task) + 1;
  if (at(b.attempt, task) > (core.plan.tasks[task]?.retries ?? 0)) {
    settle(core, task, outcome, now, error);
    return false;
  }
  releaseHoldings(core, task, now);
  b.step[task] = 0;
  return true;
}

/** The deadline has passed. A task that computes or holds its lane in a wait notices by itself. */
export function expire(core: Core, task: number, now: number): void {
  const { b, topology } = core;
  const status = statusOf(b, task);
  const lane = topology.holds ? at(b.holder, task) : -1;
  if (status === SETTLED || status === RUNNING || (status === WAITING && lane >= 0)) return;
  settle(core, task, "timed-out", now);
  if (lane >= 0) wakeLane(core, lane);
}

/** Settles everything that no lane is running; running tasks notice at their next tick. Once per run. */
export function cancelAll(core: Core, now: number): void {
  const { b, plan } = core;
  if (at(b.header, CANCELLED) === 1) return;
  b.header[CANCELLED] = 1;
  // looked up first: settling one may free a lock that another of them waits for
  const open = plan.tasks.filter(({ id }) => {
    const status = statusOf(b, id);
    return status !== RUNNING && status !== SETTLED;
  });
  for (const { id, releaseAt } of open) {
    if (statusOf(b, id) === FUTURE && releaseAt <= now) {
      core.tracer.fact(releaseAt, fact.QUEUED, id, 0);
    }
    settle(core, id, "cancelled", now);
  }
  for (let lane = 0; lane < b.dims.lanes; lane++) wakeLane(core, lane);
}

export const isCancelled = (b: Board): boolean =>
  Atomics.load(b.header, CANCELLED) === 1 || Atomics.load(b.header, STOP) === 1;

/** The task leaves its lane until `due`, ms since the run began. */
export function sleepUntil(core: Core, task: number, due: number): void {
  setStatus(core.b, task, WAITING);
  core.b.wakeAt[task] = due;
  heapPush(core.b, due, task);
}
