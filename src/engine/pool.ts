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

export function createPool(spawn: Spawn): Pool {
  let workers: LaneWorker[] = [];
  let coordinating: Handle<CoordinatorApi> | undefined;
  let freeAt = 0;

  const occupyCore = (): void => {
    freeAt = performance.now() + TERMINATION_MS;
  };

  const start = (): LaneWorker => ({
    handle: createHandle<LaneApi>(spawn.lane, occupyCore),
    warm: new Set(),
    clock: undefined,
  });

  /** Whoever takes lane 0 is the reference from now on: the others are compared with it afresh. */
  const forgetClocks = (): void => {
    for (const w of workers) w.clock = undefined;
  };

  function fill(count: number): void {
    const alive = workers.filter((w) => !w.handle.isLost);
    if (alive[0] !== workers[0]) forgetClocks();
    workers = alive;
    while (workers.length < count) workers.push(start());
  }

  async function ensure(count: number): Promise<readonly LaneWorker[]> {
    fill(count);
    await Promise.all(workers.slice(0, count).map((w) => greetKept(w.handle)));
    fill(count);
    const wanted = workers.slice(0, count);
    try {
      await Promise.all(wanted.map((w) => w.handle.ready));
    } catch (error) {
      // the next run starts afresh, not with workers that are still failing
      for (const { handle } of wanted) if (!handle.isReady) handle.lose(asEngineError(error));
      throw error;
    }
    return wanted;
  }

  return {
    ensure,
    get workers() {
      return workers;
    },
    get freeAt() {
      return freeAt;
    },
    async coordinator() {
      if (coordinating !== undefined) await greetKept(coordinating);
      if (coordinating === undefined || coordinating.isLost) {
        coordinating = createHandle<CoordinatorApi>(spawn.coordinator, occupyCore);
      }
      await coordinating.ready;
      return coordinating;
    },
    replace(lane) {
      const fresh = start();
      if (lane === 0) forgetClocks();
      workers[lane] = fresh;
      return fresh;
    },
    terminateBusy(worker, reason) {
      occupyCore();
      worker.handle.lose(reason);
    },
    clear() {
      const reason = new EngineError("disposed", "The workers of this page were shut down.");
      for (const w of workers) w.handle.lose(reason);
      coordinating?.lose(reason);
      workers = [];
      coordinating = undefined;
    },
  };
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
