import type { Plan } from "../plan/plan.ts";
import { type Lane, type Ms, type TraceEvent, taskId } from "../trace/types.ts";
import { createSilence } from "./heartbeat.ts";
import { EngineError, type RunRequest } from "./interface.ts";
import type { Home } from "./placement.ts";
import type { LaneWorker, Pool } from "./pool.ts";
import type { Collector } from "./trace-collector.ts";
import type { LaneReport } from "./worker/protocol.ts";
import { loseLane } from "./worker/schedule/assignment.ts";
import { at, type Board, EPOCH, STOP } from "./worker/schedule/board.ts";
import { type Core, dependentsOf } from "./worker/schedule/core-record.ts";
import { wakeLane } from "./worker/schedule/lines.ts";
import { withPageLock } from "./worker/schedule/lock.ts";
import { topologyOf } from "./worker/schedule/topology.ts";
import { createTracer } from "./worker/tracer.ts";

/** What the page keeps of a run under way. */
export interface OpenRun {
  readonly pool: Pool;
  readonly plan: Plan;
  readonly model: RunRequest["model"];
  readonly lanes: readonly Lane[];
  readonly home: Home;
  readonly collector: Collector;
  /** t = 0 where the page sets it (cold start) */
  readonly epoch: Ms | undefined;
  readonly tracing: boolean;
}

/** Liveness: workers that die, workers that fall silent, and Stop. Every worker's end is somebody's answer. */
export interface Lifeline {
  /** The lane's end; if its worker is lost, that of its replacement, or undefined where there is none. */
  hold(lane: number, end: Promise<LaneReport>): Promise<LaneReport | undefined>;
  /** The coordinator's end; if it is lost, undefined: what had not finished failed with it. */
  holdCoordinator(end: Promise<LaneReport>): Promise<LaneReport | undefined>;
  /** Looks for workers that give no sign of life; `sinceLast` ms after the last look. */
  check(sinceLast: Ms): void;
  stop(): void;
  end(): void;
  /** One sentence per lost worker. */
  readonly lost: readonly string[];
}

/** A lane ticks every millisecond while it computes, ten times a second while it sleeps; so does the coordinator. */
const SILENT_MS = 3000;
/** Lanes wait for each other before their first tick, up to 10 s. */
const START_MS = 12_000;
/** Lanes look at the stop flag between units of a job; one that does not end in this time is terminated. */
const STOP_GRACE_MS = 1000;

export function createLifeline(
  run: OpenRun,
  workers: readonly LaneWorker[],
  restart: (lane: number, worker: LaneWorker) => Promise<LaneReport>,
): Lifeline {
  const current = [...workers];
  const ended = workers.map(() => false);
  const silences = workers.map(createSilence);
  const coordinatorSilence = createSilence();
  const lost: string[] = [];
  /** `over`: the run cannot go on. Once it is not `going`, a worker's loss is nobody's concern. */
  let phase: "going" | "stopping" | "over" = "going";
  let grace: ReturnType<typeof setTimeout> | undefined;

  async function hold(lane: number, end: Promise<LaneReport>): Promise<LaneReport | undefined> {
    try {
      return await end;
    } catch (error) {
      if (phase !== "going") return undefined;
      if (isLoss(error)) return await recover(lane, error);
      throw giveUp(error);
    } finally {
      ended[lane] = true;
    }
  }

  async function holdCoordinator(end: Promise<LaneReport>): Promise<LaneReport | undefined> {
    try {
      return await end;
    } catch (error) {
      if (phase !== "going") return undefined;
      giveUp(error);
      if (!isLoss(error)) throw error;
      lost.push(
        `The worker that hands out the tasks was lost (${error.message}), and what had not finished failed.`,
      );
      return undefined;
    }
  }

  async function recover(lane: number, error: EngineError): Promise<LaneReport | undefined> {
    const label = run.lanes[lane]?.label ?? `lane ${lane}`;
    const text = `The worker of ${label} was lost (${error.message}) and what it was running failed.`;
    lost.push(text);
    const fresh = await replacement(lane, text).catch((again: unknown) => {
      if (phase === "going") throw giveUp(again);
      return undefined;
    });
    return fresh === undefined ? undefined : hold(lane, restart(lane, fresh));
  }

  /** The lane's next worker, once it has loaded; undefined if the run goes on, or has ended, without one. */
  async function replacement(lane: number, text: string): Promise<LaneWorker | undefined> {
    const isReplaced = await reportLoss(run, lane, text, current);
    if (!isReplaced || run.collector.settled === run.plan.tasks.length) return undefined;
    const fresh = run.pool.replace(lane);
    current[lane] = fresh;
    silences[lane] = createSilence();
    await fresh.handle.ready;
    return fresh;
  }

  /** Lets the other workers go, so that every pending call settles. @returns `reason` */
  function giveUp(reason: unknown): unknown {
    phase = "over";
    terminate(reason instanceof EngineError ? reason : new EngineError("worker-lost", `${reason}`));
    return reason;
  }

  function terminate(reason: EngineError): void {
    current.forEach((w, lane) => {
      if (!ended[lane]) run.pool.terminateBusy(w, reason);
    });
    if (run.home.is === "remote") run.home.coordinator.lose(reason);
  }

  function signOf(lane: number, { handle }: LaneWorker): number {
    const { home } = run;
    return home.is === "shared" ? Atomics.load(home.board.beat, lane) : handle.heardAt;
  }

  const lookAt = (lane: number, worker: LaneWorker, sinceLast: Ms): void => {
    if (ended[lane] || !worker.handle.isReady || worker.handle.isLost) return; // loading has a deadline of its own
    const sign = signOf(lane, worker);
    const quiet = silences[lane]?.(sign, sinceLast) ?? 0;
    if (quiet >= (sign === 0 ? START_MS : SILENT_MS)) run.pool.terminateBusy(worker, SILENT);
  };

  return {
    hold,
    holdCoordinator,
    lost,
    check(sinceLast) {
      current.forEach((worker, lane) => {
        lookAt(lane, worker, sinceLast);
      });
      if (run.home.is !== "remote") return;
      const { coordinator } = run.home;
      if (coordinatorSilence(coordinator.heardAt, sinceLast) >= SILENT_MS) coordinator.lose(SILENT);
    },
    stop() {
      if (phase !== "going") return;
      phase = "stopping";
      requestStop(run, current);
      grace = setTimeout(() => {
        terminate(new EngineError("worker-lost", "A worker did not react to Stop."));
      }, STOP_GRACE_MS);
    },
    end: () => clearTimeout(grace),
  };
}

const SILENT = new EngineError("worker-lost", "It gave no sign of life for 3 seconds.");

const isLoss = (error: unknown): error is EngineError =>
  error instanceof EngineError && error.code === "worker-lost";

function requestStop({ home }: OpenRun, workers: readonly LaneWorker[]): void {
  if (home.is === "shared") return raiseStop(home.board);
  if (home.is === "remote") home.coordinator.call((api) => api.stop()).catch(() => {});
  for (const w of workers) w.handle.call((api) => api.stop()).catch(() => {});
}

function raiseStop(board: Board): void {
  Atomics.store(board.header, STOP, 1);
  for (let lane = 0; lane < board.dims.lanes; lane++) {
    Atomics.add(board.wake, lane, 1);
    Atomics.notify(board.wake, lane);
  }
}

/** Settles what the lost lane was running. @returns whether a replacement is to join the run */
async function reportLoss(
  run: OpenRun,
  lane: number,
  text: string,
  workers: readonly LaneWorker[],
): Promise<boolean> {
  const { home, collector, plan } = run;
  switch (home.is) {
    case "shared": {
      const core = pageCore(run);
      const epoch = at(home.board.times, EPOCH);
      const now = performance.timeOrigin + performance.now() - epoch;
      withPageLock(home.board, lane, () => {
        loseLane(core, lane, Math.max(now, collector.latest), text);
        if (lane >= core.topology.loops) wakeLane(core, lane);
      });
      core.tracer.flush(now);
      return lane >= core.topology.loops;
    }
    case "local":
      collector.addEvents(plan.tasks.map((t) => failed(t.id, collector.latest, text)));
      return false;
    case "remote": {
      await home.coordinator.call((api) => api.laneLost(lane, text));
      if (!canGoOn(run, lane, workers)) await home.coordinator.call((api) => api.stop());
      return false; // its port is gone; the other lanes take the rest
    }
    default:
      return home satisfies never;
  }
}

/** The tasks of a loop, and those that have a thread each, fail with their lane; the others need a pool thread that lives. */
function canGoOn(
  { model, lanes, plan }: OpenRun,
  lane: number,
  workers: readonly LaneWorker[],
): boolean {
  const { loops, own } = topologyOf(model, lanes.length, plan.tasks.length);
  if (lane < loops || own) return true;
  return workers.some((w, other) => other >= loops && !w.handle.isLost);
}

const failed = (task: number, when: Ms, error: string): TraceEvent => ({
  at: when,
  task: taskId(task),
  state: { is: "settled", outcome: "failed", error },
});

/** The scheduler as the page acts on it, once in a lost lane's stead. */
function pageCore(run: OpenRun): Core {
  const { home, plan, lanes, model, collector } = run;
  if (home.is !== "shared") throw new Error("the page reaches a board in shared memory only");
  const b = home.board;
  return {
    b,
    plan,
    topology: topologyOf(model, lanes.length, plan.tasks.length),
    dependents: dependentsOf(plan),
    tracer: createTracer((batch) => collector.add(batch)),
    notify: (l) => Atomics.notify(b.wake, l),
  };
}
