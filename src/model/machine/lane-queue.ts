import { addId, f64, i32, u8 } from "../queues/arrays.ts";
import { fifoPop, fifoPush, fifoRemove } from "../queues/fifo.ts";
import { rankedPop, rankedPush, rankedRemove } from "../queues/ranked.ts";
import { nextBurst } from "./compile.ts";
import { startBurst } from "./cores.ts";
import { logTask, NO_STEP, READY } from "./log.ts";
import { LANE_START, type Sim } from "./machine-state.ts";
import { nextOrder } from "./sim-events.ts";

/** Puts a task into the queue of lanes that may take it. `computing`: its next step is for the pool. */
export function enqueue(sim: Sim, task: number, computing: boolean): void {
  const lane = queueOf(sim, task, computing);
  const ranked = sim.ranked[lane];
  sim.queue[task] = lane;
  if (ranked === undefined) fifoPush(sim.fifos, lane, task);
  else rankedPush(ranked, task, rankOf(sim, task), nextOrder(sim));
  if (lane >= sim.pool.first) sim.poolQueued += 1;
  if (lane < sim.pool.first || sim.pool.queue !== "shared") addId(sim.toServe, lane);
}

function queueOf(sim: Sim, task: number, computing: boolean): number {
  const { pool } = sim;
  if (pool.offload && !computing) return 0;
  switch (pool.queue) {
    case "shared":
      return pool.first;
    case "per-lane":
      return pool.first + (task % pool.count);
    case "stealing": {
      const last = i32(sim.lastLane, task);
      return last >= pool.first ? last : pool.first + (task % pool.count);
    }
    default:
      return pool.queue satisfies never;
  }
}

/** Lower goes first. */
function rankOf(sim: Sim, task: number): number {
  if (sim.setup.discipline === "priority") return f64(sim.program.priority, task);
  const left = f64(sim.left, task);
  return left >= 0 ? left : nextBurst(sim.program, task, i32(sim.step, task));
}

/** Takes the next task out of a lane's queue; -1: it is empty. */
export function dequeue(sim: Sim, lane: number): number {
  const ranked = sim.ranked[lane];
  const task = ranked === undefined ? fifoPop(sim.fifos, lane) : rankedPop(ranked);
  if (task >= 0) leftQueue(sim, lane, task);
  return task;
}

/** Takes a task out of whatever queue it stands in: of a lane, a resource or a channel. */
export function leaveQueue(sim: Sim, task: number): void {
  const queue = i32(sim.queue, task);
  if (queue < 0) return;
  const ranked = sim.ranked[queue];
  if (ranked === undefined) fifoRemove(sim.fifos, queue, task);
  else rankedRemove(ranked, task);
  leftQueue(sim, queue, task);
}

function leftQueue(sim: Sim, queue: number, task: number): void {
  sim.queue[task] = -1;
  if (queue >= sim.pool.first && queue < sim.laneTask.length) sim.poolQueued -= 1;
}

/** A lane that has no task any more looks for the next one. */
export function freeLane(sim: Sim, lane: number): void {
  const { pool } = sim;
  sim.laneTask[lane] = -1;
  if (lane >= pool.first && pool.queue !== "per-lane") addIdle(sim, lane);
  if (lane < pool.first || pool.queue !== "shared") addId(sim.toServe, lane);
}

function addIdle(sim: Sim, lane: number): void {
  if (i32(sim.idle.ranks.place, lane) < 0) rankedPush(sim.idle, lane, lane, 0);
}

/** The lowest idle lane of the pool, taken out of the idle ones; -1: there is none. */
export function takeIdle(sim: Sim): number {
  for (;;) {
    const lane = rankedPop(sim.idle);
    if (lane < 0 || isIdle(sim, lane)) return lane;
  }
}

export const isIdle = (sim: Sim, lane: number): boolean =>
  u8(sim.laneUp, lane) === 2 && i32(sim.laneTask, lane) < 0;

/** At time 0, or for a thread of its own when its task comes: creating a lane is work that needs a core. */
export function startLane(sim: Sim, lane: number): void {
  sim.laneUp[lane] = 1;
  startBurst(sim, lane, LANE_START, sim.setup.startLane);
}

/** A task that waited or was blocked may go on: on the lane it holds, or in the queue for one. */
export function goOn(sim: Sim, task: number): void {
  if (i32(sim.lane, task) >= 0) addId(sim.toContinue, task);
  else becomeReady(sim, task, false);
}

export function becomeReady(sim: Sim, task: number, computing: boolean): void {
  logTask(sim.log, sim.now, task, READY, 0, -1, nextStep(sim, task));
  enqueue(sim, task, computing);
}

/** The step that a ready task goes on with; after a wait that timed out it starts again or ends. */
function nextStep(sim: Sim, task: number): number {
  const first = i32(sim.program.first, task);
  if (u8(sim.timedOut, task) === 0) return i32(sim.step, task);
  return i32(sim.attemptsLeft, task) > 0 ? first : NO_STEP;
}
