import { i32, u8 } from "../queues/arrays.ts";
import { armLock } from "./lock-interval.ts";
import { logLane, logTask, RESUMED, RUNNING, runs, STARTING } from "./log.ts";
import { LANE_START, type Sim, TASK } from "./machine-state.ts";

/** Writes down that a lane is on a core. */
export function getsCore(sim: Sim, lane: number): void {
  if (u8(sim.laneOffCore, lane) === 1) {
    sim.laneOffCore[lane] = 0;
    logLane(sim.laneLog, sim.now, lane, RESUMED);
  }
  const kind = u8(sim.burst, lane);
  if (kind === LANE_START) logLane(sim.laneLog, sim.now, lane, STARTING);
  if (kind !== TASK) return;
  if (lane === sim.lock.holder) armLock(sim);
  const task = i32(sim.laneTask, lane);
  const step = i32(sim.step, task);
  if (!runs(sim.log, task, lane, step)) logTask(sim.log, sim.now, task, RUNNING, lane, -1, step);
}
