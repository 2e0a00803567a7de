import type { Ms } from "../trace/types.ts";
import { COMPUTE, type Program, WAIT } from "./machine/compile.ts";
import { MAX_SLICES, MAX_STEPS, PredictionError, type Setup } from "./options.ts";
import { f64, i32, u8 } from "./queues/arrays.ts";

/** How often one step can make a lane take its task up: the loop, the pool, and each again after an interruption. */
const PICK_UPS = 4;
/** Times are binary fractions of 53 bits: of a time slice at least two bits must be left. */
const FINEST = 2 ** -50;

/**
 * Time slices and repeated attempts can make a small plan endless work.
 * @throws PredictionError that names what would have to be smaller, or larger
 */
export function refuseTooMuch(program: Program, setup: Setup, cancelAfter: Ms): void {
  const most = atMost(program, setup);
  if (most.steps > MAX_STEPS) {
    const problem = `${most.steps} steps, counting every retry, are more than can be predicted (${MAX_STEPS})`;
    throw new PredictionError("too-large", "tasks", problem);
  }
  const lanesShare = setup.cores < setup.laneKinds.length;
  const work = lanesShare ? most.computing + most.overheads : most.computing;
  const turns = lanesShare ? work / setup.quantum + PICK_UPS * most.steps : 0;
  const end = Math.min(
    cancelAfter,
    most.released + most.waiting + most.computing + most.overheads + turns * setup.switchCost,
  );
  const fits = (field: string, slice: Ms) => {
    if (work / slice > MAX_SLICES) {
      const problem = `${slice} ms cuts ${work} ms of work into more slices than can be predicted`;
      throw new PredictionError("too-large", field, problem);
    }
    if (slice < end * FINEST) {
      const problem = `${slice} ms is too short to be told apart in work that may take ${end} ms`;
      throw new PredictionError("too-large", field, problem);
    }
  };
  if (lanesShare) fits("quantum", setup.quantum);
  if (setup.model.computeLock) fits("lockSwitchInterval", setup.lockSwitchInterval);
}

/** What no run of the plan can exceed: steps, and ms of each kind of time. */
function atMost(program: Program, setup: Setup) {
  const lanes = setup.laneKinds.length;
  const most = {
    steps: 0,
    computing: 0,
    waiting: 0,
    released: 0,
    overheads: lanes * setup.startLane,
  };
  for (let task = 0; task < program.tasks; task += 1) {
    const from = i32(program.first, task);
    const end = i32(program.first, task + 1);
    const attempts = 1 + i32(program.retries, task);
    const steps = (end - from + 1) * attempts;
    const copy = f64(program.payloadMiB, task) * setup.copyPerMiB;
    const copies = setup.model.computeOn === "worker-pool" ? PICK_UPS * steps : 1;
    most.steps += steps;
    most.overheads += PICK_UPS * steps * setup.pickUp + copies * copy;
    most.released = Math.max(most.released, f64(program.releaseAt, task));
    for (let s = from; s < end; s += 1) {
      const amount = Math.min(f64(program.amount, s), f64(program.limit, s)) * attempts;
      if (u8(program.op, s) === COMPUTE) most.computing += amount;
      if (u8(program.op, s) === WAIT) most.waiting += amount;
    }
  }
  return most;
}
