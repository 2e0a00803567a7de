import { transfer } from "comlink";
import { type Ms, taskId } from "../trace/types.ts";
import type { Machine, RunProgress, RunRequest, RunResult } from "./interface.ts";
import { realLanes } from "./lane-count.ts";
import { notesOf } from "./notes.ts";
import { watchPage } from "./page-watch.ts";
import { openHome, placementOf } from "./placement.ts";
import type { LaneWorker, Pool } from "./pool.ts";
import { alignClocks, calibrate, jobsOf, probeLoad, type Rates, sizePlan } from "./prepare.ts";
import { orStopped } from "./stop.ts";
import { createLifeline, type Lifeline, type OpenRun } from "./supervisor.ts";
import { type Cut, createCollector } from "./trace-collector.ts";
import { resourceNames } from "./worker/facts.ts";
import type { CoordinatorApi, LaneReport, RunConfig } from "./worker/protocol.ts";
import type { Handle } from "./worker-handle.ts";

/** What a run needs beside its request. */
interface Bench {
  readonly pool: Pool;
  readonly machine: Machine;
  readonly rates: Rates;
}

const absoluteNow = (): Ms => performance.timeOrigin + performance.now();

/** One run, from cold or warm workers to a checked trace. @throws EngineError, TraceError */
export async function runPlan(bench: Bench, request: RunRequest): Promise<RunResult> {
  const { pool, machine, rates } = bench;
  const { model, signal } = request;
  const tell = teller(request);
  await drain(pool, tell, signal);
  const { lanes, asked } = realLanes(model, request.lanes, request.plan.tasks.length);
  const sharesMemory = machine.tier === "A";
  tell({ phase: "starting" });
  let workers = await orStopped(pool.ensure(lanes.length), signal);
  await drain(pool, tell, signal); // a kept worker that hung was ended
  tell({ phase: "calibrating" });
  await calibrate(workers, jobsOf(request.plan), rates, signal);
  const [first] = workers;
  const plan =
    first === undefined ? request.plan : await sizePlan(first, request.plan, rates, signal);
  const load = await probeLoad(workers, machine.cores, signal);
  let skew = machine.clockStep;
  const startedAt = new Date().toISOString();
  let epoch: Ms | undefined;
  if (request.coldStart === true) {
    pool.clear();
    epoch = absoluteNow();
    workers = startCold(pool, lanes.length);
    skew = COLD_SKEW_MS;
  } else skew = Math.max(skew, await alignClocks(workers, sharesMemory, signal));

  const header = {
    provenance: {
      kind: "measured" as const,
      startedAt,
      cores: machine.cores,
      clockStep: machine.clockStep,
      clockSkew: skew,
      isolated: machine.isolated,
      userAgent: machine.userAgent,
    },
    lanes,
    tasks: plan.tasks.map(({ id, label, kind }) => ({ id: taskId(id), label, kind })),
  };
  const collector = createCollector(header, resourceNames(plan));
  const opening = openHome(pool, sharesMemory, plan, lanes.length, epoch);
  const home = await orStopped(opening, signal);
  const run: OpenRun = {
    pool,
    plan,
    model,
    lanes,
    home,
    collector,
    epoch,
    tracing: request.tracing !== false,
  };
  const watched = await execute(run, workers, tell, signal);
  const trace = run.tracing
    ? collector.build(cutOf(watched.wasStopped, watched.lost))
    : collector.snapshot(0);
  return {
    ended: watched.wasStopped ? "stopped" : "complete",
    trace,
    plan,
    elapsed: Math.max(0, ...watched.reports.map((r) => r.endedAt)),
    notes: notesOf(trace, { ...watched, cores: machine.cores, load, asked }),
  };
}

function cutOf(wasStopped: boolean, lost: readonly string[]): Cut {
  if (wasStopped) return { by: "stop" };
  const error = lost.at(-1);
  return error === undefined ? { by: "nothing" } : { by: "loss", error };
}

/** Workers of a cold start read their clocks uncompared: their `timeOrigin`s agree to well within this. */
const COLD_SKEW_MS = 1;

interface Tell {
  (progress: Pick<RunProgress, "phase"> & Partial<RunProgress>): void;
  /** false: nobody listens, and the page need not take pictures of the run while it goes on */
  readonly isHeard: boolean;
}

function teller({ plan, onProgress }: RunRequest): Tell {
  const total = plan.tasks.length;
  const tell = (progress: Parameters<Tell>[0]): void =>
    onProgress?.({ settled: 0, total, ...progress });
  return Object.assign(tell, { isHeard: onProgress !== undefined });
}

/** A terminated busy worker keeps its core for a while: nothing is measured until it is free. */
async function drain(pool: Pool, tell: Tell, signal: AbortSignal | undefined): Promise<void> {
  const left = pool.freeAt - performance.now();
  if (left <= 0) return;
  tell({ phase: "draining" });
  await orStopped(new Promise((resolve) => setTimeout(resolve, left)), signal);
}

/** Does not wait for the workers to answer: that they do not yet is what a cold start shows. */
function startCold(pool: Pool, count: number): readonly LaneWorker[] {
  void pool.ensure(count).catch(() => {});
  return pool.workers.slice(0, count);
}

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
    board: placementOf(run.home, lane),
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

/** Runs all lanes to the end, whatever becomes of them. */
async function execute(
  run: OpenRun,
  workers: readonly LaneWorker[],
  tell: Tell,
  signal: AbortSignal | undefined,
) {
  const { home, collector } = run;
  let epoch = run.epoch;
  const listen = (handle: Handle<never> | LaneWorker["handle"] | Handle<CoordinatorApi>): void => {
    handle.onFacts = collector.add;
    handle.onStarted = (started) => {
      epoch ??= started.epoch;
    };
  };
  for (const w of workers) listen(w.handle);
  const lifeline: Lifeline = createLifeline(run, workers, (lane, late) => {
    listen(late.handle);
    return startLane(run, lane, late, true);
  });
  const page = watchPage(lifeline.check);
  const showProgress = (): void => {
    if (epoch === undefined) return;
    const trace = collector.snapshot(absoluteNow() - epoch);
    tell({ phase: "running", settled: collector.settled, trace });
  };
  const stopFrames = tell.isHeard ? everyFrame(showProgress) : () => {};
  const onAbort = (): void => lifeline.stop();
  signal?.addEventListener("abort", onAbort);
  try {
    const ends: Promise<LaneReport | undefined>[] = workers.map((w, lane) =>
      lifeline.hold(lane, startLane(run, lane, w, false)),
    );
    if (home.is === "remote") {
      listen(home.coordinator);
      const config = { ...configOf(run, -1, undefined, false), board: { is: "local" as const } };
      const ports = home.channels.map((c) => c.port1);
      const end = home.coordinator.call((api) => api.run(config, transfer(ports, ports)));
      ends.push(lifeline.holdCoordinator(end));
    }
    const reports = await Promise.all(ends);
    return {
      reports: reports.filter((r) => r !== undefined),
      lost: lifeline.lost,
      wasStopped: signal?.aborted === true,
      wasHidden: page.wasHidden,
      wasFrozen: page.wasFrozen,
    };
  } finally {
    signal?.removeEventListener("abort", onAbort);
    stopFrames();
    page.stop();
    lifeline.end();
  }
}

/** Calls back once per animation frame; a hidden page has none, and then nothing needs drawing. */
function everyFrame(act: () => void): () => void {
  if (typeof requestAnimationFrame !== "function") return () => {};
  let frame = requestAnimationFrame(function next() {
    frame = requestAnimationFrame(next);
    act();
  });
  return () => cancelAnimationFrame(frame);
}
