import { f64, i32, u8 } from "../queues/arrays.ts";
import { ACQUIRE, COMPUTE, PUT, RELEASE, TAKE, WAIT } from "./compile.ts";
import { startComputing } from "./compute-lock.ts";
import { becomeReady, freeLane } from "./lane-queue.ts";
import { logTask, WAITING } from "./log.ts";
import { DONE, FAILED, type Sim, TIMED_OUT, thingName } from "./machine-state.ts";
import { type Attempt, acquire, put, release, releaseAll, take } from "./resource-steps.ts";
import { schedule, WOKEN } from "./sim-events.ts";
import { settle } from "./task-states.ts";

/**
 * Carries a task on, on the lane it holds, until it computes, waits, is blocked or settles.
 * Everything else takes no time and no core.
 */
export function advance(sim: Sim, task: number): void {
  if (u8(sim.timedOut, task) === 1) {
    sim.timedOut[task] = 0;
    const limit = f64(sim.program.limit, i32(sim.step, task));
    if (!retry(sim, task, TIMED_OUT, `No answer within ${limit} ms.`)) return;
  }
  const end = i32(sim.program.first, task + 1);
  for (let step = i32(sim.step, task); step < end; step = i32(sim.step, task)) {
    if (!doStep(sim, task, step)) return;
  }
  settle(sim, task, DONE);
}

/** @returns whether the next step can follow at once */
function doStep(sim: Sim, task: number, step: number): boolean {
  const target = i32(sim.program.target, step);
  switch (u8(sim.program.op, step)) {
    case COMPUTE:
      return compute(sim, task, step);
    case WAIT:
      return wait(sim, task, step);
    case ACQUIRE:
      return attempted(sim, task, step, acquire(sim, task, target));
    case RELEASE:
      release(sim, task, target);
      return passed(sim, task, step);
    case PUT:
      return attempted(sim, task, step, put(sim, task, target));
    case TAKE:
      return attempted(sim, task, step, take(sim, task, target));
    default:
      throw new RangeError(`step ${step} has no operation`);
  }
}

function passed(sim: Sim, task: number, step: number): true {
  sim.step[task] = step + 1;
  return true;
}

function compute(sim: Sim, task: number, step: number): boolean {
  const left = f64(sim.left, task);
  const work = left >= 0 ? left : f64(sim.program.amount, step);
  if (work <= 0) {
    sim.left[task] = -1;
    return passed(sim, task, step);
  }
  const lane = i32(sim.lane, task);
  if (!sim.pool.offload) {
    startComputing(sim, lane, work);
    return false;
  }
  if (sim.pool.frees) {
    sim.lane[task] = -1;
    freeLane(sim, lane);
  }
  becomeReady(sim, task, true);
  return false;
}

function wait(sim: Sim, task: number, step: number): boolean {
  const { program, pool } = sim;
  const amount = f64(program.amount, step);
  const limit = f64(program.limit, step);
  if (amount === 0 && !pool.frees) return passed(sim, task, step);
  const lane = i32(sim.lane, task);
  if (amount === 0) {
    // a yield: to the back of the queue
    sim.step[task] = step + 1;
    sim.lane[task] = -1;
    freeLane(sim, lane);
    becomeReady(sim, task, false);
    return false;
  }
  if (amount > limit) sim.timedOut[task] = 1;
  else sim.step[task] = step + 1;
  const kind = i32(program.target, step);
  logTask(sim.log, sim.now, task, WAITING, kind, pool.frees ? -1 : lane, step);
  sim.wake[task] = schedule(sim, sim.now + Math.min(amount, limit), WOKEN, task);
  if (pool.frees) {
    sim.lane[task] = -1;
    freeLane(sim, lane);
  }
  return false;
}

function attempted(sim: Sim, task: number, step: number, attempt: Attempt): boolean {
  switch (attempt) {
    case "granted":
      return passed(sim, task, step);
    case "blocked":
      return false;
    case "rejected": {
      const name = thingName(sim.program, i32(sim.program.target, step));
      return retry(sim, task, FAILED, `Rejected: ${name} is full.`);
    }
    default:
      return attempt satisfies never;
  }
}

/** An attempt failed. @returns whether there is another one, from the first step */
function retry(sim: Sim, task: number, outcome: number, error: string): boolean {
  const left = i32(sim.attemptsLeft, task);
  if (left === 0) {
    settle(sim, task, outcome, error);
    return false;
  }
  releaseAll(sim, task);
  sim.attemptsLeft[task] = left - 1;
  sim.step[task] = i32(sim.program.first, task);
  return true;
}
