import type { Bytes, Ms } from "../trace/types.ts";

/**
 * How work is executed: data, not a class. One interpreter of this record is the real engine, one the
 * predicted machine. One or many lanes, and whether a waiting task holds its lane or frees it, span a 2x2; the
 * rest modifies that.
 */
export interface ExecutionModel {
  readonly id: string;
  readonly label: string;
  /** Where a learner has met it: "Node.js", "Java ExecutorService". */
  readonly runtimes: readonly string[];
  readonly lanes: "one" | "pool" | "per-task";
  readonly whileWaiting: "holds-lane" | "frees-lane";
  /** `worker-pool`: every computation is handed from the loop to a pool of `lanes` threads. */
  readonly computeOn: "own-lane" | "worker-pool";
  readonly queue: "shared" | "per-lane" | "stealing";
  /** One lock round all computing (CPython's GIL). */
  readonly computeLock: boolean;
  readonly costs: Costs;
}

/** What a task is blocked on while another one computes under `computeLock`. */
export const COMPUTE_LOCK = "compute lock";

export interface Costs {
  readonly startLane: Ms;
  readonly switch: Ms;
  readonly copyPerMiB: Ms;
  readonly memoryPerLane: Bytes;
  readonly memoryPerTask: Bytes;
}

const KiB = 1024;
const MiB = 1024 * KiB;

/**
 * Typical orders of magnitude, for `memoryEstimate` and for predictions that ask for overheads: an 8 MiB
 * reserved pthread stack of which about 64 KiB is touched, 2 KiB goroutine stacks, a few KiB per pending
 * promise chain, 10 MiB and 30 ms for an interpreter process.
 */
const thread: Costs = {
  startLane: 0.1,
  switch: 0.005,
  copyPerMiB: 0,
  memoryPerLane: 64 * KiB,
  memoryPerTask: KiB,
};
const loop: Costs = {
  startLane: 0,
  switch: 0.001,
  copyPerMiB: 0,
  memoryPerLane: 64 * KiB,
  memoryPerTask: 4 * KiB,
};

export const MODELS = [
  {
    id: "sequential",
    label: "One at a time",
    runtimes: ["a plain script", "PHP request"],
    lanes: "one",
    whileWaiting: "holds-lane",
    computeOn: "own-lane",
    queue: "shared",
    computeLock: false,
    costs: thread,
  },
  {
    id: "event-loop",
    label: "Event loop",
    runtimes: ["Node.js", "Python asyncio", "the browser"],
    lanes: "one",
    whileWaiting: "frees-lane",
    computeOn: "own-lane",
    queue: "shared",
    computeLock: false,
    costs: loop,
  },
  {
    id: "thread-pool",
    label: "Thread pool",
    runtimes: ["Java ExecutorService", "WSGI workers", "Ruby Puma"],
    lanes: "pool",
    whileWaiting: "holds-lane",
    computeOn: "own-lane",
    queue: "shared",
    computeLock: false,
    costs: thread,
  },
  {
    id: "m-n",
    label: "M:N scheduler",
    runtimes: ["Go goroutines", "Rust Tokio", "Java virtual threads"],
    lanes: "pool",
    whileWaiting: "frees-lane",
    computeOn: "own-lane",
    queue: "stealing",
    computeLock: false,
    costs: { ...thread, switch: 0.0002, memoryPerTask: 2 * KiB },
  },
  {
    id: "loop-and-pool",
    label: "Event loop + worker pool",
    runtimes: ["Node.js worker_threads", "asyncio run_in_executor"],
    lanes: "pool",
    whileWaiting: "frees-lane",
    computeOn: "worker-pool",
    queue: "shared",
    computeLock: false,
    costs: { ...loop, copyPerMiB: 0.5 },
  },
  {
    id: "loop-per-core",
    label: "Event loop per core",
    runtimes: ["Node.js cluster", "nginx", "Seastar"],
    lanes: "pool",
    whileWaiting: "frees-lane",
    computeOn: "own-lane",
    queue: "per-lane",
    computeLock: false,
    costs: loop,
  },
  {
    id: "thread-per-task",
    label: "Thread per task",
    runtimes: ["Java new Thread()", "Apache prefork"],
    lanes: "per-task",
    whileWaiting: "holds-lane",
    computeOn: "own-lane",
    queue: "per-lane",
    computeLock: false,
    costs: thread,
  },
  {
    id: "gil-threads",
    label: "Threads under one lock (GIL)",
    runtimes: ["CPython threading"],
    lanes: "pool",
    whileWaiting: "holds-lane",
    computeOn: "own-lane",
    queue: "shared",
    computeLock: true,
    costs: thread,
  },
  {
    id: "processes",
    label: "Processes",
    runtimes: ["Python multiprocessing", "joblib"],
    lanes: "pool",
    whileWaiting: "holds-lane",
    computeOn: "own-lane",
    queue: "shared",
    computeLock: false,
    costs: {
      startLane: 30,
      switch: 0.005,
      copyPerMiB: 1,
      memoryPerLane: 10 * MiB,
      memoryPerTask: KiB,
    },
  },
] as const satisfies readonly ExecutionModel[];

export type ModelId = (typeof MODELS)[number]["id"];

const byId: ReadonlyMap<string, ExecutionModel> = new Map(MODELS.map((m) => [m.id, m]));

export const isModelId = (id: string): id is ModelId => byId.has(id);

/** The built-in model of that id. */
export function modelById(id: ModelId): ExecutionModel {
  const model = byId.get(id);
  if (model === undefined) throw new TypeError(`model: there is no execution model "${id}"`);
  return model;
}

/**
 * How many lanes a run has, and which of them are event loops.
 * `pool` lanes are as many as `width`; loop-and-pool has its loop as lane 0 before them.
 */
export function laneKinds(
  model: ExecutionModel,
  width: number,
  tasks: number,
): ("event-loop" | "thread" | "process")[] {
  const loops = model.whileWaiting === "frees-lane" && model.queue !== "stealing";
  const kind = loops ? "event-loop" : model.costs.startLane >= 10 ? "process" : "thread";
  if (model.computeOn === "worker-pool") {
    return ["event-loop", ...Array.from({ length: width }, () => "thread" as const)];
  }
  const count = model.lanes === "one" ? 1 : model.lanes === "per-task" ? tasks : width;
  return Array.from({ length: count }, () => kind);
}
