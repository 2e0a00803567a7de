import type { Ms } from "../trace/types.ts";
import { createHeartbeat, type Heartbeat } from "./heartbeat.ts";
import { EngineError } from "./interface.ts";
import { reportLoss } from "./lost-lane.ts";
import type { OpenRun } from "./open-run.ts";
import type { LaneWorker } from "./pool.ts";
import type { LaneReport } from "./worker/protocol.ts";
import { type Board, STOP } from "./worker/schedule/board.ts";

/** Liveness: workers that die, workers whose heartbeat stops, and Stop. Every worker's end is somebody's answer. */
interface Supervisor {
  /** The lane's end; if its worker is lost, that of its replacement, or undefined where there is none. */
  supervise(lane: number, end: Promise<LaneReport>): Promise<LaneReport | undefined>;
  /** The coordinator's end; if it is lost, undefined: what had not finished failed with it. */
  superviseCoordinator(end: Promise<LaneReport>): Promise<LaneReport | undefined>;
  /** Looks for workers that give no sign of life; `sinceLast` ms after the last look. */
  check(sinceLast: Ms): void;
  stop(): void;
  end(): void;
  /** One sentence per lost worker. */
  readonly lost: readonly string[];
}

/** Starts a lane's part in the run under way on a worker that replaces one that was lost. */
type Restart = (lane: number, worker: LaneWorker) => Promise<LaneReport>;

/** What the supervisor knows of a run's workers; index = lane. */
interface Watch {
  readonly run: OpenRun;
  readonly restart: Restart;
  readonly current: LaneWorker[];
  readonly ended: boolean[];
  readonly heartbeats: Heartbeat[];
  readonly coordinatorHeartbeat: Heartbeat;
  readonly lost: string[];
  /** `over`: the run cannot go on. Once it is not `going`, a worker's loss is nobody's concern. */
  phase: "going" | "stopping" | "over";
  grace: ReturnType<typeof setTimeout> | undefined;
}

/** A lane ticks every millisecond while it computes, ten times a second while it sleeps; so does the coordinator. */
const LOST_HEARTBEAT_MS = 3000;
/** Lanes wait for each other before their first tick, up to 10 s. */
const START_MS = 12_000;
/** Lanes look at the stop flag between units of a job; one that does not end in this time is terminated. */
const STOP_GRACE_MS = 1000;

const NO_HEARTBEAT = new EngineError("worker-lost", "It gave no sign of life for 3 seconds.");

export function createSupervisor(
  run: OpenRun,
  workers: readonly LaneWorker[],
  restart: Restart,
): Supervisor {
  const watch: Watch = {
    run,
    restart,
    current: [...workers],
    ended: workers.map(() => false),
    heartbeats: workers.map(createHeartbeat),
    coordinatorHeartbeat: createHeartbeat(),
    lost: [],
    phase: "going",
    grace: undefined,
  };
  return {
    supervise: (lane, end) => supervise(watch, lane, end),
    superviseCoordinator: (end) => superviseCoordinator(watch, end),
    lost: watch.lost,
    check: (sinceLast) => check(watch, sinceLast),
    stop: () => stop(watch),
    end: () => clearTimeout(watch.grace),
  };
}

async function supervise(
  watch: Watch,
  lane: number,
  end: Promise<LaneReport>,
): Promise<LaneReport | undefined> {
  try {
    return await end;
  } catch (error) {
    if (watch.phase !== "going") return undefined;
    if (isLoss(error)) return await recover(watch, lane, error);
    throw giveUp(watch, error);
  } finally {
    watch.ended[lane] = true;
  }
}

async function superviseCoordinator(
  watch: Watch,
  end: Promise<LaneReport>,
): Promise<LaneReport | undefined> {
  try {
    return await end;
  } catch (error) {
    if (watch.phase !== "going") return undefined;
    giveUp(watch, error);
    if (!isLoss(error)) throw error;
    watch.lost.push(
      `The worker that hands out the tasks was lost (${error.message}), and what had not finished failed.`,
    );
    return undefined;
  }
}

async function recover(
  watch: Watch,
  lane: number,
  error: EngineError,
): Promise<LaneReport | undefined> {
  const label = watch.run.lanes[lane]?.label ?? `lane ${lane}`;
  const text = `The worker of ${label} was lost (${error.message}) and what it was running failed.`;
  watch.lost.push(text);
  const fresh = await replacement(watch, lane, text).catch((again: unknown) => {
    if (watch.phase === "going") throw giveUp(watch, again);
    return undefined;
  });
  return fresh === undefined ? undefined : supervise(watch, lane, watch.restart(lane, fresh));
}

/** The lane's next worker, once it has loaded; undefined if the run goes on, or has ended, without one. */
async function replacement(
  watch: Watch,
  lane: number,
  text: string,
): Promise<LaneWorker | undefined> {
  const { run, current } = watch;
  const isReplaced = await reportLoss(run, lane, text, current);
  if (!isReplaced || run.collector.settled === run.plan.tasks.length) return undefined;
  const fresh = run.pool.replace(lane);
  current[lane] = fresh;
  watch.heartbeats[lane] = createHeartbeat();
  await fresh.handle.ready;
  return fresh;
}

/** Lets the other workers go, so that every pending call settles. @returns `reason` */
function giveUp(watch: Watch, reason: unknown): unknown {
  watch.phase = "over";
  terminate(
    watch,
    reason instanceof EngineError ? reason : new EngineError("worker-lost", `${reason}`),
  );
  return reason;
}

function terminate({ run, current, ended }: Watch, reason: EngineError): void {
  current.forEach((w, lane) => {
    if (!ended[lane]) run.pool.terminateBusy(w, reason);
  });
  if (run.placement.is === "remote") run.placement.coordinator.lose(reason);
}

function check(watch: Watch, sinceLast: Ms): void {
  const { placement } = watch.run;
  watch.current.forEach((worker, lane) => {
    checkLane(watch, lane, worker, sinceLast);
  });
  if (placement.is !== "remote") return;
  const { coordinator } = placement;
  const missing = watch.coordinatorHeartbeat(coordinator.heardAt, sinceLast);
  if (missing >= LOST_HEARTBEAT_MS) coordinator.lose(NO_HEARTBEAT);
}

function checkLane(watch: Watch, lane: number, worker: LaneWorker, sinceLast: Ms): void {
  const { run, ended, heartbeats } = watch;
  if (ended[lane] || !worker.handle.isReady || worker.handle.isLost) return; // loading has a deadline of its own
  const beat = latestBeat(run, lane, worker);
  const missing = heartbeats[lane]?.(beat, sinceLast) ?? 0;
  if (missing >= (beat === 0 ? START_MS : LOST_HEARTBEAT_MS)) {
    run.pool.terminateBusy(worker, NO_HEARTBEAT);
  }
}

function latestBeat({ placement }: OpenRun, lane: number, { handle }: LaneWorker): number {
  return placement.is === "shared" ? Atomics.load(placement.board.beat, lane) : handle.heardAt;
}

const isLoss = (error: unknown): error is EngineError =>
  error instanceof EngineError && error.code === "worker-lost";

function stop(watch: Watch): void {
  if (watch.phase !== "going") return;
  watch.phase = "stopping";
  requestStop(watch.run, watch.current);
  watch.grace = setTimeout(() => {
    terminate(watch, new EngineError("worker-lost", "A worker did not react to Stop."));
  }, STOP_GRACE_MS);
}

function requestStop({ placement }: OpenRun, workers: readonly LaneWorker[]): void {
  if (placement.is === "shared") return raiseStop(placement.board);
  if (placement.is === "remote") placement.coordinator.call((api) => api.stop()).catch(() => {});
  for (const w of workers) w.handle.call((api) => api.stop()).catch(() => {});
}

function raiseStop(board: Board): void {
  Atomics.store(board.header, STOP, 1);
  for (let lane = 0; lane < board.dims.lanes; lane++) {
    Atomics.add(board.wake, lane, 1);
    Atomics.notify(board.wake, lane);
  }
}
