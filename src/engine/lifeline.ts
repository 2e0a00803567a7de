import type { Plan } from "../scenario/plan.ts";
import { type Lane, type Ms, type TraceEvent, taskId } from "../trace/types.ts";
import type { Collector } from "./collect.ts";
import type { Home } from "./home.ts";
import type { LaneWorker, Pool } from "./pool.ts";
import { EngineError, type RunRequest } from "./types.ts";
import type { LaneReport } from "./worker/protocol.ts";
import { at, type Board, EPOCH, STOP } from "./worker/schedule/board.ts";
import { type Core, dependentsOf, loseLane, wakeLane } from "./worker/schedule/core.ts";
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

/** Liveness: lanes that die, lanes that fall silent, and Stop. Every lane's end is somebody's answer. */
export interface Lifeline {
  /** The lane's end; if its worker is lost, that of its replacement, or undefined where there is none. */
  hold(lane: number, end: Promise<LaneReport>): Promise<LaneReport | undefined>;
  /** Looks for lanes that give no sign of life; `sinceLast` ms after the last look. */
  check(sinceLast: Ms): void;
  stop(): void;
  end(): void;
  /** One sentence per lost lane. */
  readonly lost: readonly string[];
}

/** A lane ticks every millisecond while it computes, ten times a second while it sleeps. */
const SILENT_MS = 3000;
/** A page that stalled has not looked: that time is not the lane's silence. */
const LONGEST_LOOK_MS = 500;
/** Lanes look at the stop flag between units of a job; one that does not end in this time is terminated. */
const STOP_GRACE_MS = 1000;

export function createLifeline(
  run: OpenRun,
  workers: readonly LaneWorker[],
  restart: (lane: number, worker: LaneWorker) => Promise<LaneReport>,
): Lifeline {
  const current = [...workers];
  const ended = workers.map(() => false);
  const silent = workers.map(() => 0);
  const signs = workers.map(() => -1);
  const lost: string[] = [];
  let isStopping = false;
  let grace: ReturnType<typeof setTimeout> | undefined;

  async function hold(lane: number, end: Promise<LaneReport>): Promise<LaneReport | undefined> {
    try {
      return await end;
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== "worker-lost") {
        if (isStopping) return undefined;
        giveUp(run, error);
        throw error;
      }
      return await recover(lane, error);
    } finally {
      ended[lane] = true;
    }
  }

  async function recover(lane: number, error: EngineError): Promise<LaneReport | undefined> {
    if (isStopping) return undefined;
    const label = run.lanes[lane]?.label ?? `lane ${lane}`;
    const text = `The worker of ${label} was lost (${error.message}) and what it was running failed.`;
    lost.push(text);
    const goesOn = await reportLoss(run, lane, text, ended);
    if (!goesOn || run.collector.settled === run.plan.tasks.length) return undefined;
    try {
      const fresh = await run.pool.replace(lane);
      current[lane] = fresh;
      silent[lane] = 0;
      return await hold(lane, restart(lane, fresh));
    } catch (again) {
      giveUp(run, again);
      throw again;
    }
  }

  function signOf(lane: number): number {
    const { home } = run;
    return home.is === "shared"
      ? Atomics.load(home.board.beat, lane)
      : (current[lane]?.handle.heardAt ?? 0);
  }

  return {
    hold,
    lost,
    check(sinceLast) {
      for (let lane = 0; lane < current.length; lane++) {
        const sign = signOf(lane);
        const isQuiet = !ended[lane] && sign === signs[lane] && sign !== 0;
        silent[lane] = isQuiet ? (silent[lane] ?? 0) + Math.min(sinceLast, LONGEST_LOOK_MS) : 0;
        signs[lane] = sign;
        if ((silent[lane] ?? 0) < SILENT_MS) continue;
        silent[lane] = 0;
        current[lane]?.handle.lose(
          new EngineError("worker-lost", "It gave no sign of life for 3 seconds."),
        );
      }
    },
    stop() {
      if (isStopping) return;
      isStopping = true;
      requestStop(run, current);
      grace = setTimeout(() => {
        const reason = new EngineError("worker-lost", "It did not react to Stop.");
        current.forEach((w, lane) => {
          if (!ended[lane]) run.pool.terminateBusy(w, reason);
        });
        if (run.home.is === "remote") run.home.coordinator.lose(reason);
      }, STOP_GRACE_MS);
    },
    end: () => clearTimeout(grace),
  };
}

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

/** The run cannot go on: the other lanes are let go, so that every pending call settles. */
function giveUp(run: OpenRun, reason: unknown): void {
  if (run.home.is === "shared") raiseStop(run.home.board);
  else if (run.home.is === "remote") {
    run.home.coordinator.lose(
      reason instanceof EngineError ? reason : new EngineError("worker-lost", String(reason)),
    );
  }
}

/** Settles what the lost lane was running. @returns whether a replacement can join the run */
async function reportLoss(
  run: OpenRun,
  lane: number,
  text: string,
  ended: readonly boolean[],
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
      const othersLeft = run.lanes.some(
        (l) => l.id !== lane && l.kind === "thread" && !ended[l.id],
      );
      if (!othersLeft) await home.coordinator.call((api) => api.stop());
      return false; // its port is gone; the other lanes take the rest
    }
    default:
      return home satisfies never;
  }
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
