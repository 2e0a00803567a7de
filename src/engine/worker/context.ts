import type { Plan } from "../../plan/plan.ts";
import type { Ms } from "../../trace/types.ts";
import { knownStep, RUNNING } from "./facts.ts";
import type { Eventually, Scheduler } from "./schedule/access.ts";
import type { Topology } from "./schedule/topology.ts";
import type { Tracer } from "./tracer.ts";
import type { WaitStep } from "./wait-step.ts";

/** What a lane needs to execute tasks. */
export interface LaneContext {
  readonly lane: number;
  readonly plan: Plan;
  readonly topology: Topology;
  readonly scheduler: Scheduler;
  readonly tracer: Tracer;
  readonly now: () => Ms;
  /** Without shared memory a stop is a message: a computation pauses to look for one this often. */
  readonly sliceMs: Ms;
  /** Whether the task on this lane has the compute lock. */
  readonly lock: { isHeld: boolean };
  /** Step of the last fact that a task runs on this lane. */
  readonly running: { step: number };
}

/** Waits on this lane, or starts a wait that frees it: then somebody goes on with the task (`parked`). */
export type Wait = (task: number, step: WaitStep, ms: Ms) => Eventually<"go" | "parked">;

/**
 * The task executes `step` on this lane from `at`. Under a compute lock that takes the lock, too: until then it is
 * queued, waiting or blocked as before.
 */
export function runs(
  ctx: LaneContext,
  task: number,
  at: Ms,
  step = ctx.scheduler.stepOf(task),
): void {
  if (ctx.topology.computeLock && !ctx.lock.isHeld) return;
  ctx.running.step = step;
  ctx.tracer.fact(at, RUNNING, task, ctx.lane, knownStep(ctx.plan, task, step));
}

/** The task, which runs on this lane, begins to compute `step`: a fact of its own, so that it is a span of its own. */
export function computes(ctx: LaneContext, task: number, step: number): void {
  if (ctx.running.step !== step) runs(ctx, task, ctx.now(), step);
}

/** Gives the compute lock back, after the fact that says the task no longer executes. */
export function dropComputeLock(ctx: LaneContext, task: number): void {
  if (!ctx.lock.isHeld) return;
  ctx.lock.isHeld = false;
  ctx.scheduler.unlockCompute(task);
}
