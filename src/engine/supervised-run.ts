import { transfer } from "comlink";
import type { OpenRun } from "./open-run.ts";
import { watchPage } from "./page-watch.ts";
import { boardAccess, type Placement } from "./placement.ts";
import type { LaneWorker } from "./pool.ts";
import { takePictures } from "./run-pictures.ts";
import type { Tell } from "./run-progress.ts";
import { createSupervisor } from "./supervisor.ts";
import { absoluteNow } from "./worker/clock.ts";
import type { CoordinatorApi, LaneReport, RunConfig } from "./worker/protocol.ts";
import type { Handle } from "./worker-handle.ts";

function configOf(
  run: OpenRun,
  lane: number,
  worker: LaneWorker | undefined,
  late: boolean,
): RunConfig {
  return {
    plan: run.plan,
    model: run.model,
    lanes: run.lanes,
    lane,
    board: boardAccess(run.placement, lane),
    epoch: run.epoch,
    clockOffset: worker?.clock?.offset ?? 0,
    cold: run.epoch !== undefined,
    late,
    tracing: run.tracing,
  };
}

function startLane(
  run: OpenRun,
  lane: number,
  worker: LaneWorker,
  late: boolean,
): Promise<LaneReport> {
  const config = configOf(run, lane, worker, late);
  const moved = config.board.is === "remote" ? transfer(config, [config.board.port]) : config;
  return worker.handle.call((api) => api.run(moved));
}

function startCoordinator(
  run: OpenRun,
  { coordinator, channels }: Extract<Placement, { is: "remote" }>,
): Promise<LaneReport> {
  const config = { ...configOf(run, -1, undefined, false), board: { is: "local" as const } };
  const ports = channels.map((c) => c.port1);
  return coordinator.call((api) => api.run(config, transfer(ports, ports)));
}

/** Runs all lanes to the end, whatever becomes of them. */
export async function superviseRun(
  run: OpenRun,
  workers: readonly LaneWorker[],
  tell: Tell,
  signal: AbortSignal | undefined,
) {
  const { placement, collector } = run;
  let epoch = run.epoch;
  const listen = (handle: Handle<never> | LaneWorker["handle"] | Handle<CoordinatorApi>): void => {
    handle.onFacts = collector.add;
    handle.onStarted = (started) => {
      epoch ??= started.epoch;
    };
  };
  for (const w of workers) listen(w.handle);
  const supervisor = createSupervisor(run, workers, (lane, late) => {
    listen(late.handle);
    return startLane(run, lane, late, true);
  });
  const page = watchPage(supervisor.check);
  const showProgress = (): boolean => {
    if (epoch === undefined) return false;
    const trace = collector.snapshot(absoluteNow() - epoch);
    tell({ phase: "running", settled: collector.settled, trace });
    return true;
  };
  const stopPictures = tell.isHeard ? takePictures(showProgress) : () => {};
  const onAbort = (): void => supervisor.stop();
  signal?.addEventListener("abort", onAbort);
  try {
    const ends: Promise<LaneReport | undefined>[] = workers.map((w, lane) =>
      supervisor.supervise(lane, startLane(run, lane, w, false)),
    );
    if (placement.is === "remote") {
      listen(placement.coordinator);
      ends.push(supervisor.superviseCoordinator(startCoordinator(run, placement)));
    }
    const reports = await Promise.all(ends);
    return {
      reports: reports.filter((r) => r !== undefined),
      lost: supervisor.lost,
      wasStopped: signal?.aborted === true,
      wasHidden: page.wasHidden,
      wasFrozen: page.wasFrozen,
    };
  } finally {
    signal?.removeEventListener("abort", onAbort);
    stopPictures();
    page.stop();
    supervisor.end();
  }
}
