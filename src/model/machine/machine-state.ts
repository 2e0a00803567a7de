import { COMPUTE_LOCK } from "../../plan/models.ts";
import type { Setup } from "../options.ts";
import { createIds, type Ids, noIds } from "../queues/arrays.ts";
import { createFifos, type Fifos } from "../queues/fifo.ts";
import { createHeap, type EventHeap, pushEvent } from "../queues/heap.ts";
import { createRanked, createRanks, type RankedQueue, rankedPush } from "../queues/ranked.ts";
import type { Program } from "./compile.ts";
import { createLaneLog, createTaskLog, type LaneLog, type TaskLog } from "./log.ts";

/** What an event is about; packed with an id into one number. */
export const RELEASED = 0; //   a task, after its dependencies
export const WOKEN = 1; //      a task whose wait is over
export const BURST_OVER = 2; // a lane that has computed what it had to
export const ON_CORE = 3; //    a core that has switched to its lane
export const DEADLINE = 4; //   a task
export const SLICE_OVER = 5; // a core
export const LOCK_OVER = 6; //  the compute lock's switch interval
const KINDS = 8;

export const eventKind = (packed: number): number => packed & (KINDS - 1);
export const eventId = (packed: number): number => packed >>> 3;

/** Orders from here on are handled after everything else of the same instant. */
const LATE = 2 ** 50;

/** What a lane is computing. */
export const NOTHING = 0;
export const LANE_START = 1;
export const PICK_UP = 2;
export const TASK = 3;

export const UNSETTLED = 0;
export const DONE = 1;
export const FAILED = 2;
export const TIMED_OUT = 3;
export const CANCELLED = 4;
export const OUTCOMES = ["done", "done", "failed", "timed-out", "cancelled"] as const;

/**
 * The whole machine at one instant: plain columns by task, lane, core and resource (struct of arrays: a
 * million tasks stay a few dozen allocations). Ids are indices; -1 is none.
 */
export interface Sim {
  readonly program: Program;
  readonly setup: Setup;
  now: number;
  /** number of the next event or queue entry: what breaks ties */
  order: number;
  /** events handled so far */
  handled: number;
  unsettled: number;
  readonly future: EventHeap;
  readonly log: TaskLog;
  readonly laneLog: LaneLog;
  /** lanes freed or tasks queued in this instant: what the dispatcher looks at */
  readonly toServe: Ids;
  /** tasks that go on at this instant on the lane they hold */
  readonly toContinue: Ids;

  // by task
  readonly step: Int32Array;
  readonly lane: Int32Array;
  readonly poolLane: Int32Array;
  /** queue the task stands in */
  readonly queue: Int32Array;
  readonly lastLane: Int32Array;
  /** what is left of an interrupted computation; -1: it starts afresh */
  readonly left: Float64Array;
  readonly attemptsLeft: Int32Array;
  /** 1: the wait that just ended ran into its timeout */
  readonly timedOut: Uint8Array;
  readonly dependenciesLeft: Int32Array;
  readonly wake: Float64Array;
  readonly outcome: Uint8Array;
  readonly releasedAt: Float64Array;
  readonly startedAt: Float64Array;
  readonly settledAt: Float64Array;
  readonly errors: Map<number, string>;
  /** linked list of what a task holds: first record, or -1 */
  readonly held: Int32Array;
  readonly heldResource: number[];
  readonly heldNext: number[];
  heldFree: number;

  // by queue: one for each lane, then one for each resource, then two for each channel (putters, takers)
  readonly fifos: Fifos;
  /** by lane, where the discipline is not first come, first served */
  readonly ranked: readonly RankedQueue[];
  readonly inUse: Float64Array;
  readonly items: Float64Array;

  // by lane
  readonly laneTask: Int32Array;
  readonly lanePrevious: Int32Array;
  /** 0: not started, 1: starting, 2: started */
  readonly laneUp: Uint8Array;
  readonly burst: Uint8Array;
  /** what is left to compute, while the lane is not computing */
  readonly work: Float64Array;
  readonly laneOffCore: Uint8Array;
  /** idle lanes of the pool, lowest first; a lane may have ceased to be idle */
  readonly idle: RankedQueue;
  /** tasks in the pool's queues */
  poolQueued: number;
  readonly pool: Pool;
  readonly cores: Cores;
  readonly lock: ComputeLock;
}

/** The lanes that share work: all of them, or all but the loop where computing goes to a pool. */
interface Pool {
  readonly first: number;
  readonly count: number;
  readonly queue: "shared" | "per-lane" | "stealing";
  /** computations leave the loop for this pool */
  readonly offload: boolean;
  readonly frees: boolean;
}

/** How lanes get at cores; see cores.ts. */
interface Cores {
  readonly mode: "own" | "sharing" | "slices";
  /** by lane: order of its pending event (own), which makes older ones void */
  readonly token: Float64Array;
  /** by lane: when the burst ends (own), or at which amount of service (sharing) */
  readonly end: Float64Array;
  /** sharing: computing lanes by the amount of service at which they are done */
  readonly served: RankedQueue;
  service: number;
  serviceAt: number;
  /** sharing: when the next lane is done; Infinity: none computes */
  next: number;
  // slices
  /** lanes that want a core */
  readonly waiting: RankedQueue;
  readonly laneCore: Int32Array;
  readonly coreLane: Int32Array;
  readonly coreLast: Int32Array;
  readonly coreToken: Float64Array;
  readonly sliceFrom: Float64Array;
  readonly sliceArmed: Uint8Array;
  /** busy cores whose slice has no end in the future yet */
  unarmed: number;
  /** cores whose lane has ended a burst in this instant and may go on with another */
  readonly leaving: Ids;
  readonly free: RankedQueue;
}

interface ComputeLock {
  holder: number;
  readonly waiting: RankedQueue;
  /** order of the pending end of the switch interval; -1: none */
  token: number;
}

/** `record: false` leaves the logs empty: figures by task only, twice as fast. */
export function createSim(program: Program, setup: Setup, record: boolean): Sim {
  const n = program.tasks;
  const lanes = setup.laneKinds.length;
  const { model } = setup;
  const offload = model.computeOn === "worker-pool";
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
    pool: {
      first: offload ? 1 : 0,
      count: offload ? lanes - 1 : lanes,
      // An order over all tasks needs one queue; stealing would only blur it.
      queue: model.queue === "stealing" && setup.discipline !== "fifo" ? "shared" : model.queue,
      offload,
      frees: model.whileWaiting === "frees-lane",
    },
    cores: createCores(setup, lanes),
    lock: { holder: -1, waiting: laneRanks(), token: -1 },
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

/** Puts an event into the future. @returns its order, by which it can be told from later ones */
export function schedule(sim: Sim, at: number, kind: number, id: number): number {
  const order = sim.order;
  sim.order = order + 1;
  pushEvent(sim.future, at, order, id * KINDS + kind);
  return order;
}

/** As `schedule`, handled after everything else of that instant. */
export function scheduleLate(sim: Sim, at: number, kind: number, id: number): number {
  const order = LATE + sim.order;
  sim.order += 1;
  pushEvent(sim.future, at, order, id * KINDS + kind);
  return order;
}

export const isLate = (order: number): boolean => order >= LATE;

export function nextOrder(sim: Sim): number {
  sim.order += 1;
  return sim.order - 1;
}

/** What a blocked task waits for, as a number: resources, then channels, then the compute lock. */
export const channelId = (program: Program, channel: number): number =>
  program.resourceNames.length + channel;
export const computeLockId = (program: Program): number =>
  program.resourceNames.length + program.channelNames.length;

export const thingName = (program: Program, id: number): string =>
  program.resourceNames[id] ??
  program.channelNames[id - program.resourceNames.length] ??
  COMPUTE_LOCK;
