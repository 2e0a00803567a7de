import { f64, i32, u8 } from "../queues/arrays.ts";
import { stopComputing, waitsForLock } from "./compute-lock.ts";
import { stopBurst } from "./cores.ts";
import { enqueue, freeLane, leaveQueue } from "./lane-queue.ts";
import { logTask, NO_STEP, QUEUED, SETTLED } from "./log.ts";
import { NOTHING, type Sim, UNSETTLED } from "./machine-state.ts";
import { releaseAll } from "./resource-steps.ts";
import { DEADLINE, RELEASED, schedule, scheduleLate } from "./sim-events.ts";

/** A task may be taken up from now on. */
export function released(sim: Sim, task: number): void {
  sim.releasedAt[task] = sim.now;
  logTask(sim.log, sim.now, task, QUEUED, 0, -1, NO_STEP);
  const deadline = f64(sim.program.deadline, task);
  if (deadline < Number.POSITIVE_INFINITY) {
    scheduleLate(sim, sim.now + deadline, DEADLINE, task);
  }
  enqueue(sim, task, false);
}

/** Ends a task, wherever it stands, and gives back all it has: lanes, resources, its place in queues. */
export function settle(sim: Sim, task: number, outcome: number, error?: string): void {
  leaveQueue(sim, task);
  leaveLane(sim, i32(sim.poolLane, task));
  leaveLane(sim, i32(sim.lane, task));
  sim.poolLane[task] = -1;
  sim.lane[task] = -1;
  sim.wake[task] = -1;
  sim.outcome[task] = outcome;
  sim.settledAt[task] = sim.now;
  sim.unsettled -= 1;
  if (error !== undefined) sim.errors.set(task, error);
  logTask(sim.log, sim.now, task, SETTLED, outcome, -1, NO_STEP);
  releaseAll(sim, task);
  releaseDependents(sim, task);
}

function leaveLane(sim: Sim, lane: number): void {
  if (lane < 0) return;
  if (waitsForLock(sim, lane)) stopComputing(sim, lane);
  else if (u8(sim.burst, lane) !== NOTHING) stopBurst(sim, lane);
  freeLane(sim, lane);
}

function releaseDependents(sim: Sim, task: number): void {
  const { program } = sim;
  const end = i32(program.firstDependent, task + 1);
  for (let i = i32(program.firstDependent, task); i < end; i += 1) {
    const dependent = i32(program.dependents, i);
    const left = i32(sim.dependenciesLeft, dependent) - 1;
    sim.dependenciesLeft[dependent] = left;
    if (left > 0 || u8(sim.outcome, dependent) !== UNSETTLED) continue;
    const at = f64(program.releaseAt, dependent);
    if (at > sim.now) schedule(sim, at, RELEASED, dependent);
    else released(sim, dependent);
  }
}
