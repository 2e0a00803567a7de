import type { JobName } from "../jobs/job.ts";
import type { Ms } from "../trace/types.ts";
import { EngineError } from "./interface.ts";
import type { CoordinatorApi, LaneApi } from "./worker/protocol.ts";
import { createHandle, type Handle } from "./worker-handle.ts";

/** A lane's worker with what is known of it. */
export interface LaneWorker {
  readonly handle: Handle<LaneApi>;
  /** jobs the JIT of this worker has compiled */
  readonly warm: Set<JobName>;
  /** how far its clock is ahead of the first lane's, and the bound on the error; set by `alignClocks` */
  clock: { readonly offset: Ms; readonly error: Ms } | undefined;
}

export interface Spawn {
  readonly lane: () => Worker;
  readonly coordinator: () => Worker;
}

export const spawnWorkers: Spawn = {
  lane: () =>
    new Worker(new URL("./worker/lane.ts", import.meta.url), { type: "module", name: "lane" }),
  coordinator: () =>
    new Worker(new URL("./worker/coordinator.ts", import.meta.url), {
      type: "module",
      name: "coordinator",
    }),
};

/** V8 lets a terminated busy worker keep its core for about 2 s; measured here: 2.0 to 2.1 s. */
const TERMINATION_MS = 2100;

/** The workers that live, in lane order. Idle ones are kept between runs. */
export interface Pool {
  readonly workers: readonly LaneWorker[];
  /** Starts at once what is missing of `count` lanes; all of them have just answered when it resolves. */
  ensure(count: number): Promise<readonly LaneWorker[]>;
  coordinator(): Promise<Handle<CoordinatorApi>>;
  /** A worker for a lane that was lost, on its way: see `handle.ready`. */
  replace(lane: number): LaneWorker;
  /** Terminates a worker that does not react; the core it keeps is free at `freeAt`. */
  terminateBusy(worker: LaneWorker, reason: EngineError): void;
  /** Ends all workers, which must be idle. */
  clear(): void;
  /** When the cores of terminated busy workers are free again, by `performance.now()`. */
  readonly freeAt: Ms;
}

interface PoolState {
  readonly spawn: Spawn;
  workers: LaneWorker[];
  coordinator: Handle<CoordinatorApi> | undefined;
  freeAt: Ms;
}

export function createPool(spawn: Spawn): Pool {
  const state: PoolState = { spawn, workers: [], coordinator: undefined, freeAt: 0 };
  return {
    get workers() {
      return state.workers;
    },
    get freeAt() {
      return state.freeAt;
    },
    ensure: (count) => ensure(state, count),
    coordinator: () => readyCoordinator(state),
    replace: (lane) => replace(state, lane),
    terminateBusy(worker, reason) {
      occupyCore(state);
      worker.handle.lose(reason);
    },
    clear: () => clear(state),
  };
}

function occupyCore(state: PoolState): void {
  state.freeAt = performance.now() + TERMINATION_MS;
}

const startLane = (state: PoolState): LaneWorker => ({
  handle: createHandle<LaneApi>(state.spawn.lane, () => occupyCore(state)),
  warm: new Set(),
  clock: undefined,
});

/** Whoever takes lane 0 is the reference from now on: the others are compared with it afresh. */
function forgetClocks({ workers }: PoolState): void {
  for (const w of workers) w.clock = undefined;
}

function fill(state: PoolState, count: number): void {
  const alive = state.workers.filter((w) => !w.handle.isLost);
  if (alive[0] !== state.workers[0]) forgetClocks(state);
  state.workers = alive;
  while (alive.length < count) alive.push(startLane(state));
}

async function ensure(state: PoolState, count: number): Promise<readonly LaneWorker[]> {
  fill(state, count);
  await Promise.all(state.workers.slice(0, count).map((w) => greetKept(w.handle)));
  fill(state, count);
  const wanted = state.workers.slice(0, count);
  try {
    await Promise.all(wanted.map((w) => w.handle.ready));
  } catch (error) {
    // the next run starts afresh, not with workers that are still failing
    for (const { handle } of wanted) if (!handle.isReady) handle.lose(asEngineError(error));
    throw error;
  }
  return wanted;
}

async function readyCoordinator(state: PoolState): Promise<Handle<CoordinatorApi>> {
  if (state.coordinator !== undefined) await greetKept(state.coordinator);
  if (state.coordinator === undefined || state.coordinator.isLost) {
    const spawn = state.spawn.coordinator;
    state.coordinator = createHandle<CoordinatorApi>(spawn, () => occupyCore(state));
  }
  await state.coordinator.ready;
  return state.coordinator;
}

function replace(state: PoolState, lane: number): LaneWorker {
  const fresh = startLane(state);
  if (lane === 0) forgetClocks(state);
  state.workers[lane] = fresh;
  return fresh;
}

function clear(state: PoolState): void {
  const reason = new EngineError("disposed", "The workers of this page were shut down.");
  for (const w of state.workers) w.handle.lose(reason);
  state.coordinator?.lose(reason);
  state.workers = [];
  state.coordinator = undefined;
}

/** A worker that was kept may have died, or hang, since it was last used: without an answer it is lost. */
async function greetKept(
  handle: Pick<Handle<never>, "isReady" | "isLost" | "greet">,
): Promise<void> {
  if (!handle.isReady || handle.isLost) return;
  await handle.greet().catch((error: unknown) => {
    if (error instanceof EngineError && error.code === "disposed") throw error;
  });
}

const asEngineError = (error: unknown): EngineError =>
  error instanceof EngineError ? error : new EngineError("worker-load", String(error));
