import type { Setup } from "../options.ts";
import { createIds, noIds } from "../queues/arrays.ts";
import { createFifos } from "../queues/fifo.ts";
import { createHeap } from "../queues/heap.ts";
import { createRanked, createRanks, rankedPush } from "../queues/ranked.ts";
import type { Program } from "./compile.ts";
import { createLaneLog, createTaskLog } from "./log.ts";
import type { Cores, Pool, Sim } from "./machine-state.ts";

/** `record: false` leaves the logs empty: figures by task only, twice as fast. */
export function createSim(program: Program, setup: Setup, record: boolean): Sim {
  const n = program.tasks;
  const lanes = setup.laneKinds.length;
  const ranks = createRanks(setup.discipline === "fifo" ? 0 : n);
  const queues = lanes + program.resourceNames.length + 2 * program.channelNames.length;
  const laneRanks = () => createRanked(createRanks(lanes));
  return {
    program,
    setup,
    now: 0,
    order: 0,
    handled: 0,
    unsettled: n,
    future: createHeap(Math.min(n, 4096) + 16),
    log: createTaskLog(record, n, 4 * n + program.op.length + 16),
    laneLog: createLaneLog(record),
    toServe: createIds(),
    toContinue: createIds(),
    step: program.first.slice(0, n),
    lane: noIds(n),
    poolLane: noIds(n),
    queue: noIds(n),
    lastLane: noIds(n),
    left: new Float64Array(n).fill(-1),
    attemptsLeft: program.retries.slice(),
    timedOut: new Uint8Array(n),
    dependenciesLeft: program.dependencies.slice(),
    wake: new Float64Array(n).fill(-1),
    outcome: new Uint8Array(n),
    releasedAt: new Float64Array(n).fill(Number.NaN),
    startedAt: new Float64Array(n).fill(Number.NaN),
    settledAt: new Float64Array(n).fill(Number.NaN),
    errors: new Map(),
    held: noIds(n),
    heldResource: [],
    heldNext: [],
    heldFree: -1,
    fifos: createFifos(queues, n),
    ranked:
      setup.discipline === "fifo" ? [] : Array.from({ length: lanes }, () => createRanked(ranks)),
    inUse: new Float64Array(program.resourceNames.length),
    items: new Float64Array(program.channelNames.length),
    laneTask: noIds(lanes),
    lanePrevious: noIds(lanes),
    laneUp: new Uint8Array(lanes).fill(setup.startLane > 0 ? 0 : 2),
    burst: new Uint8Array(lanes),
    work: new Float64Array(lanes),
    laneOffCore: new Uint8Array(lanes),
    idle: laneRanks(),
    poolQueued: 0,
    pool: poolOf(setup),
    cores: createCores(setup, lanes),
    lock: { holder: -1, waiting: laneRanks(), token: -1 },
  };
}

/** All lanes, or all but the loop that hands its computing to them. */
function poolOf({ model, discipline, laneKinds }: Setup): Pool {
  const lanes = laneKinds.length;
  const offload = model.computeOn === "worker-pool";
  return {
    first: offload ? 1 : 0,
    count: offload ? lanes - 1 : lanes,
    // An order over all tasks needs one queue; stealing would only blur it.
    queue: model.queue === "stealing" && discipline !== "fifo" ? "shared" : model.queue,
    offload,
    frees: model.whileWaiting === "frees-lane",
  };
}

function createCores(setup: Setup, lanes: number): Cores {
  const sliced = Number.isFinite(setup.quantum);
  // A loop that hands all computing to a pool needs no core itself, unless it has overheads.
  const offload = setup.model.computeOn === "worker-pool";
  const idleLoops = offload && setup.pickUp === 0 && setup.startLane === 0 ? 1 : 0;
  const mode = lanes - idleLoops <= setup.cores ? "own" : sliced ? "slices" : "sharing";
  const cores = mode === "slices" ? setup.cores : 0;
  const laneRanks = () => createRanked(createRanks(mode === "own" ? 0 : lanes));
  const freeCores = createRanked(createRanks(cores));
  for (let core = 0; core < cores; core += 1) rankedPush(freeCores, core, core, 0);
  return {
    mode,
    token: new Float64Array(lanes).fill(-1),
    end: new Float64Array(lanes),
    served: laneRanks(),
    service: 0,
    serviceAt: 0,
    next: Number.POSITIVE_INFINITY,
    waiting: laneRanks(),
    laneCore: noIds(lanes),
    coreLane: noIds(cores),
    coreLast: noIds(cores),
    coreToken: new Float64Array(cores).fill(-1),
    sliceFrom: new Float64Array(cores),
    sliceArmed: new Uint8Array(cores),
    unarmed: 0,
    leaving: createIds(),
    free: freeCores,
  };
}
