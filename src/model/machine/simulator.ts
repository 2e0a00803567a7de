import type { Ms, TaskId } from "../../trace/types.ts";
import { PredictionError } from "../options.ts";
import { f64, i32, u8 } from "../queues/arrays.ts";
import { dropFirst } from "../queues/heap.ts";
import type { Program } from "./compile.ts";
import { lockOver } from "./compute-lock.ts";
import { type Deadlock, deadlockText, findDeadlock } from "./deadlock.ts";
import { burstOver, dispatch } from "./dispatch.ts";
import { freeLane, goOn, startLane } from "./lane-queue.ts";
import { CANCELLED, FAILED, type Sim, TIMED_OUT, UNSETTLED } from "./machine-state.ts";
import { shareDone } from "./sharing.ts";
import {
  BURST_OVER,
  DEADLINE,
  eventId,
  eventKind,
  isLate,
  LOCK_OVER,
  ON_CORE,
  RELEASED,
  SLICE_OVER,
  WOKEN,
} from "./sim-events.ts";
import { dealCores, sliceDone, sliceOver, switched } from "./slices.ts";
import { released, settle } from "./task-states.ts";

/** Stuck tasks that are looked at to find circles, some 0.2 s: many more deadlocks would be one fault seen many times. */
const MAX_LOOKED_AT = 2_000_000;
const HOPELESS = "Deadlock: nothing that it waits for can happen any more.";

/**
 * Lets virtual time pass until every task has settled, or everything is cancelled at `cancelAfter` (Infinity: never).
 * @returns the first deadlock, if there was one
 */
export function runMachine(
  sim: Sim,
  cancelAfter: Ms,
  label: (task: TaskId) => string,
): Deadlock | undefined {
  const releases = inReleaseOrder(sim.program);
  let deadlock: Deadlock | undefined;
  let lookedAt = 0;
  let victim = -1;
  openLanes(sim);
  instant(sim, releases);
  while (sim.unsettled > 0) {
    const at = nextTime(sim, releases);
    if (at === Number.POSITIVE_INFINITY) {
      const found = lookedAt < MAX_LOOKED_AT ? findDeadlock(sim) : undefined;
      lookedAt += sim.unsettled;
      deadlock ??= found?.deadlock;
      if (cancelAfter < Number.POSITIVE_INFINITY) break;
      victim = found?.victim ?? nextVictim(sim, victim);
      settle(sim, victim, FAILED, found ? deadlockText(found.deadlock, label) : HOPELESS);
    } else if (at > cancelAfter) {
      break;
    } else {
      sim.now = at;
    }
    instant(sim, releases);
  }
  if (sim.unsettled > 0) cancelAll(sim, cancelAfter);
  return deadlock;
}

/** Tasks that come after nothing, by the time of their release, then by id. */
interface Releases {
  readonly tasks: Int32Array;
  /** when, with Infinity after the last */
  readonly at: Float64Array;
  next: number;
}

function inReleaseOrder(program: Program): Releases {
  const free = new Int32Array(program.tasks);
  let count = 0;
  let latest = 0;
  let sorted = true;
  for (let task = 0; task < program.tasks; task += 1) {
    if (i32(program.dependencies, task) > 0) continue;
    const at = f64(program.releaseAt, task);
    if (at < latest) sorted = false;
    latest = at;
    free[count] = task;
    count += 1;
  }
  const tasks = free.subarray(0, count);
  const time = (task: number) => f64(program.releaseAt, task);
  if (!sorted) tasks.sort((a, b) => time(a) - time(b) || a - b);
  const at = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < count; i += 1) at[i] = time(i32(tasks, i));
  return { tasks, at, next: 0 };
}

/** Lanes of a pool start at 0; a thread of a task's own starts when its task comes (see serveLanes). */
function openLanes(sim: Sim): void {
  const ownThreads = sim.setup.model.lanes === "per-task" && sim.pool.queue === "per-lane";
  for (let lane = 0; lane < sim.laneTask.length; lane += 1) {
    if (u8(sim.laneUp, lane) === 2) freeLane(sim, lane);
    else if (!ownThreads) startLane(sim, lane);
  }
  sim.toServe.size = 0;
}

function nextTime(sim: Sim, releases: Releases): Ms {
  dropVoid(sim);
  const scheduled = sim.future.size > 0 ? f64(sim.future.at, 0) : Number.POSITIVE_INFINITY;
  const release = f64(releases.at, releases.next);
  const first = scheduled < release ? scheduled : release;
  return sim.cores.next < first ? sim.cores.next : first;
}

/** Events that mean nothing any more must not move time: a machine that is stuck would be found out only after them. */
function dropVoid(sim: Sim): void {
  const { future } = sim;
  while (future.size > 0 && isVoid(sim, i32(future.what, 0), f64(future.order, 0))) {
    dropFirst(future);
    sim.handled += 1;
  }
}

/** Whether what it was about has been settled, stopped or scheduled anew. */
function isVoid(sim: Sim, what: number, order: number): boolean {
  const id = eventId(what);
  switch (eventKind(what)) {
    case RELEASED:
      return false;
    case WOKEN:
      return f64(sim.wake, id) !== order;
    case BURST_OVER:
      return f64(sim.cores.token, id) !== order;
    case ON_CORE:
    case SLICE_OVER:
      return f64(sim.cores.coreToken, id) !== order;
    case DEADLINE:
      return u8(sim.outcome, id) !== UNSETTLED;
    case LOCK_OVER:
      return sim.lock.token !== order;
    default:
      throw new RangeError(`event ${what} is of no known kind`);
  }
}

/**
 * One instant, to its end. Ties are broken like this, and by the order of scheduling inside each group:
 * 1. releases by time, then id; ends of computations under processor sharing; everything scheduled;
 * 2. tasks that hold a lane go on, free lanes take up work, and again from 1 while that brings more;
 * 3. what cuts others short: the ends of quanta and switch intervals, deadlines;
 * 4. free cores are dealt out.
 */
function instant(sim: Sim, releases: Releases): void {
  const { cores } = sim;
  do {
    releaseDue(sim, releases);
    if (cores.next <= sim.now) endShares(sim);
    while (isDueEarly(sim)) handleNext(sim);
    dispatch(sim);
    if (isDueEarly(sim) || cores.next <= sim.now) continue;
    if (isDue(sim)) {
      while (isDue(sim) && !isDueEarly(sim)) handleNext(sim);
      dispatch(sim);
    }
    if (cores.mode === "slices") dealCores(sim);
  } while (isDue(sim) || cores.next <= sim.now);
  if (sim.setup.signal.aborted) {
    throw new PredictionError("aborted", "signal", "the prediction was stopped");
  }
}

function releaseDue(sim: Sim, releases: Releases): void {
  while (f64(releases.at, releases.next) <= sim.now) {
    released(sim, i32(releases.tasks, releases.next));
    releases.next += 1;
    sim.handled += 1;
  }
}

function endShares(sim: Sim): void {
  for (let lane = shareDone(sim); lane >= 0; lane = shareDone(sim)) {
    sim.handled += 1;
    burstOver(sim, lane);
  }
}

const isDue = ({ future, now }: Sim): boolean => future.size > 0 && f64(future.at, 0) <= now;
const isDueEarly = (sim: Sim): boolean => isDue(sim) && !isLate(f64(sim.future.order, 0));

function handleNext(sim: Sim): void {
  const { future } = sim;
  const order = f64(future.order, 0);
  const what = i32(future.what, 0);
  dropFirst(future);
  sim.handled += 1;
  if (!isVoid(sim, what, order)) handle(sim, eventKind(what), eventId(what));
}

function handle(sim: Sim, kind: number, id: number): void {
  switch (kind) {
    case RELEASED:
      released(sim, id);
      return;
    case WOKEN:
      sim.wake[id] = -1;
      goOn(sim, id);
      return;
    case BURST_OVER:
      sim.cores.token[id] = -1;
      if (sim.cores.mode === "slices") sliceDone(sim, id);
      burstOver(sim, id);
      return;
    case ON_CORE:
      switched(sim, id);
      return;
    case DEADLINE:
      settle(sim, id, TIMED_OUT, `Not settled by its deadline.`);
      return;
    case SLICE_OVER:
      sliceOver(sim, id);
      return;
    case LOCK_OVER:
      lockOver(sim);
      return;
    default:
      throw new RangeError(`there is no kind of event ${kind}`);
  }
}

/** After too many deadlocks to look into: the next blocked task, round and round, each looked at once. */
function nextVictim(sim: Sim, before: number): number {
  const lanes = sim.laneTask.length;
  const { tasks } = sim.program;
  for (let i = 1; i <= tasks; i += 1) {
    const task = (before + i) % tasks;
    if (u8(sim.outcome, task) === UNSETTLED && i32(sim.queue, task) >= lanes) return task;
  }
  throw new RangeError("tasks are unsettled, but none of them is blocked");
}

function cancelAll(sim: Sim, at: Ms): void {
  sim.now = Math.max(sim.now, at);
  for (let task = 0; task < sim.program.tasks; task += 1) {
    if (u8(sim.outcome, task) === UNSETTLED) settle(sim, task, CANCELLED);
  }
}
