import { addId, f64, i32, u8 } from "../queues/arrays.ts";
import { passLock, startComputing, stopComputing, waitsForLock } from "./compute-lock.ts";
import { burstLeft, startBurst } from "./cores.ts";
import {
  becomeReady,
  dequeue,
  enqueue,
  freeLane,
  isIdle,
  startLane,
  takeIdle,
} from "./lane-queue.ts";
import { logLane, logTask, READY, RESUMED } from "./log.ts";
import { LANE_START, NOTHING, PICK_UP, type Sim, TASK, UNSETTLED } from "./machine-state.ts";
import { advance } from "./steps.ts";

/**
 * The second half of an instant: after everything that happens at it has been noted, tasks that hold a lane go
 * on, then free lanes take up queued tasks, until nothing moves any more.
 */
export function dispatch(sim: Sim): void {
  do {
    continueTasks(sim);
    serveLanes(sim);
  } while (
    sim.toContinue.size > 0 ||
    sim.toServe.size > 0 ||
    (sim.poolQueued > 0 && (servePool(sim) || (sim.setup.discipline === "srtf" && interrupt(sim))))
  );
  passLock(sim);
}

function continueTasks(sim: Sim): void {
  const { toContinue } = sim;
  for (let i = 0; i < toContinue.size; i += 1) {
    const task = i32(toContinue.list, i);
    if (u8(sim.outcome, task) === UNSETTLED) advance(sim, task);
  }
  toContinue.size = 0;
}

/** Lanes with a queue of their own. */
function serveLanes(sim: Sim): void {
  const { toServe } = sim;
  for (let i = 0; i < toServe.size; i += 1) {
    const lane = i32(toServe.list, i);
    if (u8(sim.laneUp, lane) === 0) startLane(sim, lane);
    if (!isIdle(sim, lane)) continue;
    const task = dequeue(sim, lane);
    if (task >= 0) pickUp(sim, lane, task);
  }
  toServe.size = 0;
}

/** Idle lanes of a pool, lowest first. @returns whether one found work */
function servePool(sim: Sim): boolean {
  const { pool } = sim;
  if (pool.queue === "per-lane") return false;
  let found = false;
  while (sim.poolQueued > 0) {
    const lane = takeIdle(sim);
    if (lane < 0) break;
    pickUp(sim, lane, pool.queue === "shared" ? dequeue(sim, pool.first) : steal(sim, lane));
    found = true;
  }
  return found;
}

/** The oldest task of the next lane that has any. */
function steal(sim: Sim, thief: number): number {
  const { first, count } = sim.pool;
  for (let i = 0; i < count; i += 1) {
    const task = dequeue(sim, first + ((thief - first + i) % count));
    if (task >= 0) return task;
  }
  throw new RangeError(`lane ${thief} was told of a queued task that is not there`);
}

function pickUp(sim: Sim, lane: number, task: number): void {
  const first = Number.isNaN(f64(sim.startedAt, task));
  const inPool = sim.pool.offload && lane > 0;
  const switches = i32(sim.lanePrevious, lane) !== task;
  sim.laneTask[lane] = task;
  sim.lanePrevious[lane] = task;
  sim.lastLane[task] = lane;
  if (first) sim.startedAt[task] = sim.now;
  if (inPool) sim.poolLane[task] = lane;
  else sim.lane[task] = lane;
  const copies = sim.pool.offload ? inPool : first;
  const overhead =
    (switches ? sim.setup.pickUp : 0) +
    (copies ? f64(sim.program.payloadMiB, task) * sim.setup.copyPerMiB : 0);
  if (overhead > 0) startBurst(sim, lane, PICK_UP, overhead);
  else proceed(sim, lane, task);
}

function proceed(sim: Sim, lane: number, task: number): void {
  if (i32(sim.poolLane, task) !== lane) {
    advance(sim, task);
    return;
  }
  const left = f64(sim.left, task);
  const work = left >= 0 ? left : f64(sim.program.amount, i32(sim.step, task));
  startComputing(sim, lane, work);
}

/** A lane has computed what it had to. */
export function burstOver(sim: Sim, lane: number): void {
  const kind = u8(sim.burst, lane);
  sim.burst[lane] = NOTHING;
  if (kind === LANE_START) {
    sim.laneUp[lane] = 2;
    logLane(sim.laneLog, sim.now, lane, RESUMED);
    freeLane(sim, lane);
    return;
  }
  const task = i32(sim.laneTask, lane);
  if (kind === PICK_UP) {
    proceed(sim, lane, task);
    return;
  }
  sim.left[task] = -1;
  sim.step[task] = i32(sim.step, task) + 1;
  if (i32(sim.poolLane, task) === lane) {
    sim.poolLane[task] = -1;
    freeLane(sim, lane);
  }
  if (i32(sim.lane, task) >= 0) addId(sim.toContinue, task);
  else becomeReady(sim, task, false);
}

/** Shortest remaining time first: a shorter computation takes the lane of the longest. @returns whether one did */
function interrupt(sim: Sim): boolean {
  const { pool } = sim;
  const perLane = pool.queue === "per-lane";
  let worst = -1;
  let gain = 1e-9;
  for (let i = 0; i < pool.count; i += 1) {
    const lane = pool.first + i;
    const shortest = shortestQueued(sim, perLane ? lane : pool.first);
    if (!canInterrupt(sim, lane)) continue;
    const left = waitsForLock(sim, lane) ? f64(sim.work, lane) : burstLeft(sim, lane);
    if (left - shortest <= gain) continue;
    gain = left - shortest;
    worst = lane;
  }
  if (worst >= 0) putBack(sim, worst);
  return worst >= 0;
}

function shortestQueued(sim: Sim, queue: number): number {
  const ranked = sim.ranked[queue];
  const task = ranked?.ids[0];
  if (ranked === undefined || task === undefined) return Number.POSITIVE_INFINITY;
  return f64(ranked.ranks.key, task);
}

const canInterrupt = (sim: Sim, lane: number): boolean =>
  u8(sim.burst, lane) === TASK || waitsForLock(sim, lane);

function putBack(sim: Sim, lane: number): void {
  const task = i32(sim.laneTask, lane);
  const offloaded = i32(sim.poolLane, task) === lane;
  sim.left[task] = stopComputing(sim, lane);
  if (offloaded) sim.poolLane[task] = -1;
  else sim.lane[task] = -1;
  logTask(sim.log, sim.now, task, READY, 0, -1, i32(sim.step, task));
  enqueue(sim, task, offloaded);
  freeLane(sim, lane);
}
