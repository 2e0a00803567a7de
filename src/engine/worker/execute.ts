import type { PlannedTask, Step } from "../../plan/plan.ts";
import type { TaskOutcome } from "../../trace/types.ts";
import { type Computed, type ComputeStep, compute } from "./compute.ts";
import { computes, dropComputeLock, type LaneContext, runs, type Wait } from "./context.ts";
import { knownStep, READY } from "./facts.ts";
import type { Eventually } from "./schedule/access.ts";
import type { Coupled, Verdict } from "./schedule/resources.ts";
import { endOfWait, type WaitStep } from "./wait-step.ts";

/** A step's end: go on, leave the task to others, or the attempt is over. */
type Ended =
  | "go"
  | "parked"
  /** `final`: no retry can help */
  | { readonly outcome: TaskOutcome; readonly error?: string; readonly final?: boolean };

/** Runs the task on this lane from the step it is at until it settles or leaves the lane. */
export async function runTask(ctx: LaneContext, wait: Wait, task: number): Promise<void> {
  const { scheduler, plan } = ctx;
  const planned = plan.tasks[task];
  if (planned === undefined || !scheduler.resumed(task)) return;
  runs(ctx, task, ctx.now());
  for (;;) {
    const index = scheduler.stepOf(task);
    const step = planned.steps[index];
    if (step === undefined) return settle(ctx, task, { outcome: "done" });
    if (step.do === "compute" && ctx.topology.offload && ctx.lane < ctx.topology.loops) {
      ctx.tracer.fact(ctx.now(), READY, task, 0, index);
      return scheduler.offload(task);
    }
    const ending = runStep(ctx, wait, planned, index, step);
    const ended = ending instanceof Promise ? await ending : ending;
    if (ended === "parked") return;
    if (ended === "go") scheduler.goTo(task, index + 1);
    else if (ended.final) return settle(ctx, task, ended);
    else {
      ctx.lock.isHeld = false; // a failed attempt gives back what it holds
      if (!scheduler.failAttempt(task, ended.outcome, ended.error)) return;
    }
    if (ctx.topology.offload && ctx.lane >= ctx.topology.loops) {
      const next = knownStep(plan, task, scheduler.stepOf(task));
      ctx.tracer.fact(ctx.now(), READY, task, 0, next);
      return scheduler.handBack(task);
    }
  }
}

function settle(ctx: LaneContext, task: number, ended: Exclude<Ended, string>): void {
  ctx.lock.isHeld = false; // settling gives back whatever the task holds
  ctx.scheduler.settle(task, ended.outcome, ended.error);
}

function runStep(
  ctx: LaneContext,
  wait: Wait,
  task: PlannedTask,
  index: number,
  step: Step,
): Eventually<Ended> {
  if (ctx.now() >= ctx.scheduler.deadlineOf(task.id)) return { outcome: "timed-out", final: true };
  if (ctx.scheduler.isCancelled()) return { outcome: "cancelled", final: true };
  switch (step.do) {
    case "compute": {
      if (ctx.topology.computeLock) return computeLocked(ctx, task, index, step);
      computes(ctx, task.id, index);
      const done = compute(ctx, task.id, step);
      return done instanceof Promise ? done.then(endOf) : endOf(done);
    }
    case "wait":
      return waitFor(wait, task, step);
    case "acquire":
    case "release":
    case "put":
    case "take":
      return couple(ctx, task, step);
    default:
      return step satisfies never;
  }
}

const endOf = (done: Computed): Ended => {
  switch (done.ended) {
    case "done":
      return "go";
    case "failed":
      return { outcome: "failed", error: done.error };
    case "timed-out":
      return { outcome: "timed-out", final: true };
    case "cancelled":
      return { outcome: "cancelled", final: true };
    default:
      return done satisfies never;
  }
};

async function computeLocked(
  ctx: LaneContext,
  task: PlannedTask,
  index: number,
  step: ComputeStep,
): Promise<Ended> {
  const { scheduler, lock } = ctx;
  if (lock.isHeld) computes(ctx, task.id, index);
  else {
    const verdict = await scheduler.lockCompute(task.id);
    if (verdict === "parked" && !(await scheduler.granted(task.id))) return "parked"; // settled meanwhile
    lock.isHeld = true;
    runs(ctx, task.id, ctx.now(), index);
  }
  return endOf(await compute(ctx, task.id, step));
}

function waitFor(wait: Wait, task: PlannedTask, step: WaitStep): Eventually<Ended> {
  const { ms, error } = endOfWait(step);
  const waited = wait(task.id, step, ms);
  const end = (how: "go" | "parked"): Ended =>
    how === "parked" || error === undefined ? how : { outcome: "timed-out", error };
  return waited instanceof Promise ? waited.then(end) : end(waited);
}

function couple(ctx: LaneContext, task: PlannedTask, step: Coupled): Eventually<Ended> {
  dropComputeLock(ctx, task.id);
  const answer = ctx.scheduler.couple(task.id, step);
  if (answer instanceof Promise) return answer.then((v) => afterCouple(ctx, task, step, v));
  return afterCouple(ctx, task, step, answer);
}

function afterCouple(
  ctx: LaneContext,
  task: PlannedTask,
  step: Coupled,
  verdict: Verdict,
): Eventually<Ended> {
  if (verdict === "go") return "go";
  if (verdict === "refused") {
    const name = "resource" in step ? step.resource : step.channel;
    return { outcome: "failed", error: `Rejected: ${name} is full.` };
  }
  if (!ctx.topology.holds) return "parked";
  const granted = ctx.scheduler.granted(task.id);
  const resume = (ok: boolean): Ended => {
    if (!ok) return "parked"; // settled meanwhile
    runs(ctx, task.id, ctx.now());
    return "go";
  };
  return granted instanceof Promise ? granted.then(resume) : resume(granted);
}
