import type { Ms } from "../../trace/types.ts";
import { BEAT_MS } from "./beat.ts";
import { absoluteNow, createClock } from "./clock.ts";
import type { LaneContext } from "./context.ts";
import { NO_STEP, RESUMED, STARTING } from "./facts.ts";
import { runLoop } from "./loop.ts";
import type { LaneReport, RunConfig, Started } from "./protocol.ts";
import type { Scheduler } from "./schedule/access.ts";
import { boardBytes, dimsOf, initBoard, viewBoard } from "./schedule/board.ts";
import { releaseInitial } from "./schedule/core.ts";
import { type Core, dependentsOf } from "./schedule/core-record.ts";
import { directScheduler } from "./schedule/direct.ts";
import { remoteScheduler } from "./schedule/remote.ts";
import { localSleeper, sharedSleeper } from "./schedule/sleeper.ts";
import { topologyOf } from "./schedule/topology.ts";
import { startTogether } from "./start.ts";
import { runThread, waitHolding, waitParking } from "./thread.ts";
import { createTracer, silentTracer, type Tracer } from "./tracer.ts";

/** Without shared memory a stop is noticed between slices of this length. */
const SLICE_MS = 25;

interface Joined {
  readonly scheduler: Scheduler;
  readonly now: () => Ms;
  readonly epoch: Ms;
  /** ends the run from outside, where no shared flag does */
  readonly stop: () => void;
}

/** One lane's part in a run. `onJoined` gets what stops it. */
export async function runLane(
  config: RunConfig,
  send: (message: object, transfer: Transferable[]) => void,
  onJoined: (stop: () => void) => void,
): Promise<LaneReport> {
  const tracer = config.tracing ? createTracer(send) : silentTracer;
  const { scheduler, now, epoch, stop } = await join(config, tracer);
  // with shared memory the page reads the board's beats, and a lane flushes wherever it is
  const isShared = config.board.is === "shared";
  const alive = isShared ? undefined : setInterval(showLife, BEAT_MS);
  function showLife(): void {
    send({ type: "beat" }, []);
    tracer.flushIfDue(now());
  }
  onJoined(stop);
  send({ type: "started", epoch } satisfies Started, []);
  if (config.cold) {
    tracer.fact(0, STARTING, config.lane, 0);
    tracer.fact(now(), RESUMED, config.lane, 0);
  }
  try {
    await execute(config, tracer, scheduler, now);
  } finally {
    clearInterval(alive);
  }
  tracer.flush(now());
  return { epoch, endedAt: now(), facts: tracer.count };
}

function execute(
  config: RunConfig,
  tracer: Tracer,
  scheduler: Scheduler,
  now: () => Ms,
): Promise<void> {
  const { plan, lane, lanes } = config;
  const topology = topologyOf(config.model, lanes.length, plan.tasks.length);
  const ctx: LaneContext = {
    lane,
    plan,
    topology,
    scheduler,
    tracer,
    now,
    sliceMs: config.board.is === "shared" ? Number.POSITIVE_INFINITY : SLICE_MS,
    lock: { isHeld: false },
    running: { step: NO_STEP },
  };
  if (lane < topology.loops) return runLoop(ctx);
  return runThread(ctx, topology.holds ? waitHolding(ctx) : waitParking(ctx));
}

/** Reaches the scheduler where it lives, and starts with the other lanes. */
function join(config: RunConfig, tracer: Tracer): Promise<Joined> | Joined {
  switch (config.board.is) {
    case "shared":
      return joinShared(config, config.board.buffer, tracer);
    case "local":
      return joinLocal(config, tracer);
    case "remote":
      return remoteScheduler(config, config.board.port, tracer);
    default:
      return config.board satisfies never;
  }
}

function joinShared(config: RunConfig, buffer: SharedArrayBuffer, tracer: Tracer): Joined {
  const { plan, lane, lanes, model } = config;
  const b = viewBoard(buffer, dimsOf(plan, lanes.length));
  const core: Core = {
    b,
    plan,
    tracer,
    topology: topologyOf(model, lanes.length, plan.tasks.length),
    dependents: dependentsOf(plan),
    notify: (l) => Atomics.notify(b.wake, l),
  };
  const epoch = startTogether(b, config, () => releaseInitial(core, 0));
  const clock = createClock(epoch, config.clockOffset);
  const sleeper = sharedSleeper(b, lane, clock.now, tracer);
  const scheduler = directScheduler(core, lane, true, clock, sleeper);
  return { scheduler, now: clock.now, epoch, stop() {} };
}

function joinLocal(config: RunConfig, tracer: Tracer): Joined {
  const { plan, lane, model } = config;
  const dims = dimsOf(plan, 1);
  const b = viewBoard(new ArrayBuffer(boardBytes(dims)), dims);
  initBoard(b, plan);
  const epoch = config.epoch ?? absoluteNow() - config.clockOffset;
  const clock = createClock(epoch, config.clockOffset);
  const sleeper = localSleeper(b, lane, clock.now);
  const core: Core = {
    b,
    plan,
    tracer,
    topology: topologyOf(model, 1, plan.tasks.length),
    dependents: dependentsOf(plan),
    notify: sleeper.notify,
  };
  releaseInitial(core, 0);
  const scheduler = directScheduler(core, lane, false, clock, sleeper);
  return { scheduler, now: clock.now, epoch, stop: scheduler.cancelAll };
}
