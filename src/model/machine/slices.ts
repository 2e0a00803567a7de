import { addId, f64, i32, u8 } from "../queues/arrays.ts";
import { rankedPop, rankedPush, rankedRemove } from "../queues/ranked.ts";
import {
  BLOCKED,
  latestState,
  logLane,
  logTask,
  PREEMPTED,
  READY,
  RESUMED,
  WAITING,
} from "./log.ts";
import { NOTHING, type Sim, TASK } from "./machine-state.ts";
import { getsCore } from "./on-core.ts";
import {
  BURST_OVER,
  nextOrder,
  ON_CORE,
  SLICE_OVER,
  schedule,
  scheduleLate,
} from "./sim-events.ts";

/**
 * Round robin: a lane that wants to compute queues for a core, gets it for at most one quantum while others
 * queue, and goes to the back. An expiry that nobody waits for is never scheduled, so long quiet computations
 * cost two events, not thousands. A lane that ends one burst and starts the next at the same instant keeps its
 * core and what is left of its slice, as a thread does that goes on without a system call.
 */

/** Binary fractions: times this close to each other, in ms, are the same. */
const SAME = 1e-9;

export function onSlices(sim: Sim, lane: number, work: number): void {
  const { cores } = sim;
  sim.work[lane] = work;
  if (i32(cores.laneCore, lane) >= 0) return; // still on its core: `dealCores` lets it go on
  queueForCore(sim, lane);
  const task = i32(sim.laneTask, lane);
  if (u8(sim.burst, lane) !== TASK) return;
  const state = latestState(sim.log, task);
  if (state !== WAITING && state !== BLOCKED) return;
  logTask(sim.log, sim.now, task, READY, 0, -1, i32(sim.step, task));
}

function queueForCore(sim: Sim, lane: number): void {
  rankedPush(sim.cores.waiting, lane, urgency(sim, lane), nextOrder(sim));
}

/** The operating system knows priorities; of jobs' lengths it knows nothing. */
function urgency(sim: Sim, lane: number): number {
  const task = i32(sim.laneTask, lane);
  return sim.setup.discipline === "priority" && task >= 0 ? f64(sim.program.priority, task) : 0;
}

const computes = (sim: Sim, lane: number): boolean => f64(sim.cores.token, lane) >= 0;

export function sliceLeft(sim: Sim, lane: number): number {
  return computes(sim, lane)
    ? Math.max(0, f64(sim.cores.end, lane) - sim.now)
    : f64(sim.work, lane);
}

export function sliceStop(sim: Sim, lane: number): void {
  const { cores } = sim;
  const core = i32(cores.laneCore, lane);
  if (core >= 0) addId(cores.leaving, core);
  else rankedRemove(cores.waiting, lane);
  cores.token[lane] = -1;
  if (u8(sim.laneOffCore, lane) === 0) return;
  sim.laneOffCore[lane] = 0;
  logLane(sim.laneLog, sim.now, lane, RESUMED);
}

/** A burst came to its end on its core. */
export function sliceDone(sim: Sim, lane: number): void {
  sim.cores.token[lane] = -1;
  addId(sim.cores.leaving, i32(sim.cores.laneCore, lane));
}

/** A core has switched to its lane. */
export function switched(sim: Sim, core: number): void {
  sim.cores.coreToken[core] = -1;
  sim.cores.sliceFrom[core] = sim.now;
  compute(sim, core);
}

/** A quantum is over: if another lane waits, this one goes to the back. */
export function sliceOver(sim: Sim, core: number): void {
  const { cores } = sim;
  disarm(sim, core);
  cores.sliceFrom[core] = sim.now;
  const lane = i32(cores.coreLane, core);
  const next = cores.waiting.ids[0];
  if (next === undefined || u8(sim.burst, lane) === NOTHING) return;
  if (f64(cores.waiting.ranks.key, next) > urgency(sim, lane)) return;
  const left = sliceLeft(sim, lane);
  if (computes(sim, lane)) {
    sim.laneOffCore[lane] = 1;
    logLane(sim.laneLog, sim.now, lane, PREEMPTED);
  }
  sim.work[lane] = left;
  cores.token[lane] = -1;
  freeCore(sim, core);
  queueForCore(sim, lane);
}

/** At the end of an instant: cores whose lanes have gone are dealt out to lanes that wait. */
export function dealCores(sim: Sim): void {
  const { cores } = sim;
  for (let i = 0; i < cores.leaving.size; i += 1) {
    const core = i32(cores.leaving.list, i);
    const lane = i32(cores.coreLane, core);
    if (lane < 0 || computes(sim, lane)) continue;
    disarm(sim, core);
    if (u8(sim.burst, lane) === NOTHING) freeCore(sim, core);
    else if (!isSwitching(sim, core)) compute(sim, core);
  }
  cores.leaving.size = 0;
  while (cores.waiting.ids.length > 0) {
    const core = rankedPop(cores.free);
    if (core < 0) break;
    place(sim, core, rankedPop(cores.waiting));
  }
  if (cores.waiting.ids.length > 0 && cores.unarmed > 0) armAll(sim);
}

function place(sim: Sim, core: number, lane: number): void {
  const { cores, setup } = sim;
  const before = i32(cores.coreLast, core);
  cores.coreLane[core] = lane;
  cores.coreLast[core] = lane;
  cores.laneCore[lane] = core;
  cores.unarmed += 1;
  cores.sliceFrom[core] = sim.now;
  const pays = before >= 0 && before !== lane && setup.switchCost > 0;
  if (pays) cores.coreToken[core] = schedule(sim, sim.now + setup.switchCost, ON_CORE, core);
  else compute(sim, core);
}

function compute(sim: Sim, core: number): void {
  const { cores } = sim;
  const lane = i32(cores.coreLane, core);
  const end = sim.now + f64(sim.work, lane);
  cores.end[lane] = end;
  cores.token[lane] = schedule(sim, end, BURST_OVER, lane);
  getsCore(sim, lane);
}

/** What its lane is to compute may have changed meanwhile: it begins when the switch is over. */
const isSwitching = ({ cores }: Sim, core: number): boolean =>
  f64(cores.coreToken, core) >= 0 && u8(cores.sliceArmed, core) === 0;

function freeCore(sim: Sim, core: number): void {
  const { cores } = sim;
  disarm(sim, core);
  cores.unarmed -= 1;
  cores.coreToken[core] = -1;
  cores.laneCore[i32(cores.coreLane, core)] = -1;
  cores.coreLane[core] = -1;
  rankedPush(cores.free, core, core, 0);
}

function disarm(sim: Sim, core: number): void {
  const { cores } = sim;
  if (u8(cores.sliceArmed, core) === 0) return;
  cores.sliceArmed[core] = 0;
  cores.coreToken[core] = -1;
  cores.unarmed += 1;
}

function armAll(sim: Sim): void {
  const { cores } = sim;
  for (let core = 0; core < cores.coreLane.length; core += 1) {
    const lane = i32(cores.coreLane, core);
    if (lane >= 0 && u8(cores.sliceArmed, core) === 0 && computes(sim, lane)) arm(sim, core, lane);
  }
}

/** The slice ends at the next multiple of the quantum since it began. */
function arm(sim: Sim, core: number, lane: number): void {
  const { cores, setup } = sim;
  const from = f64(cores.sliceFrom, core);
  const quanta = Math.max(1, Math.ceil((sim.now - from) / setup.quantum));
  const over = Math.max(sim.now, from + quanta * setup.quantum);
  cores.sliceArmed[core] = 1;
  cores.unarmed -= 1;
  // Not worth cutting short what ends with the quantum, but for binary fractions.
  if (over < f64(cores.end, lane) - SAME) {
    cores.coreToken[core] = scheduleLate(sim, over, SLICE_OVER, core);
  }
}
