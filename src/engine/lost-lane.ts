import { type Ms, type TraceEvent, taskId } from "../trace/types.ts";
import type { OpenRun } from "./open-run.ts";
import type { LaneWorker } from "./pool.ts";
import { loseLane } from "./worker/schedule/assignment.ts";
import { at, EPOCH } from "./worker/schedule/board.ts";
import { type Core, dependentsOf } from "./worker/schedule/core-record.ts";
import { wakeLane } from "./worker/schedule/lines.ts";
import { withPageLock } from "./worker/schedule/lock.ts";
import { topologyOf } from "./worker/schedule/topology.ts";
import { createTracer } from "./worker/tracer.ts";

/** Settles what the lost lane was running. @returns whether a replacement is to join the run */
export async function reportLoss(
  run: OpenRun,
  lane: number,
  text: string,
  workers: readonly LaneWorker[],
): Promise<boolean> {
  const { placement, collector, plan } = run;
  switch (placement.is) {
    case "shared": {
      const core = pageCore(run);
      const epoch = at(placement.board.times, EPOCH);
      const now = performance.timeOrigin + performance.now() - epoch;
      withPageLock(placement.board, lane, () => {
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
      await placement.coordinator.call((api) => api.laneLost(lane, text));
      if (!canGoOn(run, lane, workers)) await placement.coordinator.call((api) => api.stop());
      return false; // its port is gone; the other lanes take the rest
    }
    default:
      return placement satisfies never;
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
  const { placement, plan, lanes, model, collector } = run;
  if (placement.is !== "shared") throw new Error("the page reaches a board in shared memory only");
  const b = placement.board;
  return {
    b,
    plan,
    topology: topologyOf(model, lanes.length, plan.tasks.length),
    dependents: dependentsOf(plan),
    tracer: createTracer((batch) => collector.add(batch)),
    notify: (l) => Atomics.notify(b.wake, l),
  };
}
