import { COMPUTE_LOCK } from "../../plan/models.ts";
import type { Setup } from "../options.ts";
import type { Ids } from "../queues/arrays.ts";
import type { Fifos } from "../queues/fifo.ts";
import type { EventHeap } from "../queues/heap.ts";
import type { RankedQueue } from "../queues/ranked.ts";
import type { Program } from "./compile.ts";
import type { LaneLog, TaskLog } from "./log.ts";

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
export interface Pool {
  readonly first: number;
  readonly count: number;
  readonly queue: "shared" | "per-lane" | "stealing";
  /** computations leave the loop for this pool */
  readonly offload: boolean;
  readonly frees: boolean;
}

/** How lanes get at cores; see cores.ts. */
export interface Cores {
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

/** What a blocked task waits for, as a number: resources, then channels, then the compute lock. */
export const channelId = (program: Program, channel: number): number =>
  program.resourceNames.length + channel;
export const computeLockId = (program: Program): number =>
  program.resourceNames.length + program.channelNames.length;

export const thingName = (program: Program, id: number): string =>
  program.resourceNames[id] ??
  program.channelNames[id - program.resourceNames.length] ??
  COMPUTE_LOCK;
