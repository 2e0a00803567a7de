import type { RunRequest, RunResult } from "./interface.ts";
import { realLanes } from "./lane-count.ts";
import { notesOf } from "./notes.ts";
import type { OpenRun } from "./open-run.ts";
import { placeScheduler } from "./placement.ts";
import { type Bench, headerOf, prepareRun } from "./preparation.ts";
import { teller } from "./run-progress.ts";
import { orStopped } from "./stop.ts";
import { superviseRun } from "./supervised-run.ts";
import { type Cut, createCollector } from "./trace-collector.ts";
import { resourceNames } from "./worker/facts.ts";

/** One run, from cold or warm workers to a checked trace. @throws EngineError, TraceError */
export async function runPlan(bench: Bench, request: RunRequest): Promise<RunResult> {
  const { pool, machine } = bench;
  const { model, signal } = request;
  const tell = teller(request);
  const { lanes, asked } = realLanes(model, request.lanes, request.plan.tasks.length);
  const prepared = await prepareRun(bench, request, lanes.length, tell);
  const { plan, workers, epoch, load } = prepared;
  const collector = createCollector(headerOf(machine, lanes, prepared), resourceNames(plan));
  const placing = placeScheduler(pool, machine.tier === "A", plan, lanes.length, epoch);
  const placement = await orStopped(placing, signal);
  const tracing = request.tracing !== false;
  const run: OpenRun = { pool, plan, model, lanes, placement, collector, epoch, tracing };
  const watched = await superviseRun(run, workers, tell, signal);
  const trace = tracing
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
