import { drive } from "../../jobs/drive.ts";
import type { Job } from "../../jobs/job.ts";
import { jobByName } from "../../jobs/registry.ts";
import type { Step } from "../../plan/plan.ts";
import { type LaneContext, runs } from "./context.ts";
import { PREEMPTED, RESUMED } from "./facts.ts";
import { nextTurn } from "./macrotask.ts";
import type { Eventually } from "./schedule/access.ts";
import { sentenceOf } from "./sentence.ts";

export type Computed =
  | { readonly ended: "done" }
  | { readonly ended: "failed"; readonly error: string }
  | { readonly ended: "timed-out" | "cancelled" };

export type ComputeStep = Extract<Step, { do: "compute" }>;

/** CPython's `sys.getswitchinterval()`. */
const SWITCH_INTERVAL_MS = 5;

/**
 * A gap between two ticks of a job this much longer than usual is the OS having taken the core away: units
 * take about 0.1 ms, garbage collection of these jobs under 1 ms, a Linux time slice 3 ms and more.
 */
const PREEMPTED_MS = 1.5;
const PREEMPTED_UNITS = 10;

/** Does the work of a step on this thread, and checks it. */
export const compute = (ctx: LaneContext, task: number, step: ComputeStep): Eventually<Computed> =>
  computeJob(ctx, task, jobByName(step.job), step.size as number);

export function computeJob(
  ctx: LaneContext,
  task: number,
  job: Job,
  size: number,
): Eventually<Computed> {
  const { scheduler, now, tracer, lane } = ctx;
  const deadline = scheduler.deadlineOf(task);
  const cancelAfter = ctx.plan.cancelAfter ?? Number.POSITIVE_INFINITY;
  let pause: "" | "slice" | "lock" | "timed-out" | "cancelled" = "";
  let last = now();
  let sliceEnd = last + ctx.sliceMs;
  let lockEnd = last + SWITCH_INTERVAL_MS;
  let usual = 0.1;

  function tick(): boolean {
    const t = now();
    const gap = t - last;
    if (gap > PREEMPTED_MS && gap > PREEMPTED_UNITS * usual) {
      tracer.fact(last, PREEMPTED, lane, 0);
      tracer.fact(t, RESUMED, lane, 0);
    } else usual += (gap - usual) / 16;
    last = t;
    scheduler.beat();
    tracer.flushIfDue(t);
    if (scheduler.isCancelled() || t >= cancelAfter) pause = "cancelled";
    else if (t >= deadline) pause = "timed-out";
    else if (t >= sliceEnd) pause = "slice";
    else if (ctx.topology.computeLock && t >= lockEnd) {
      if (scheduler.isComputeContended()) pause = "lock";
      lockEnd = t + SWITCH_INTERVAL_MS;
    }
    return pause !== "";
  }

  function go(unit: Generator<undefined, number, undefined>): Eventually<Computed> {
    const checksum = drive(unit, tick);
    if (checksum !== undefined) return check(job, size, checksum);
    const why = pause;
    pause = "";
    if (why === "cancelled" || why === "timed-out") return { ended: why };
    return later(why, unit);
  }

  async function later(
    why: typeof pause,
    unit: Generator<undefined, number, undefined>,
  ): Promise<Computed> {
    if (why === "slice") await nextTurn();
    else if (!(await passLock(ctx, task))) return { ended: "cancelled" };
    last = now();
    sliceEnd = last + ctx.sliceMs;
    lockEnd = last + SWITCH_INTERVAL_MS;
    return caught(() => go(unit));
  }

  return caught(() => go(job.run(size)));
}

/** A job that throws has failed. */
function caught(act: () => Eventually<Computed>): Eventually<Computed> {
  try {
    return act();
  } catch (error) {
    return { ended: "failed", error: sentenceOf(error) };
  }
}

async function passLock(ctx: LaneContext, task: number): Promise<boolean> {
  const { scheduler } = ctx;
  scheduler.unlockCompute(task);
  const verdict = await scheduler.lockCompute(task);
  if (verdict === "parked" && !(await scheduler.granted(task))) return false;
  if (verdict === "parked") runs(ctx, task, ctx.now());
  return true;
}

/** A run whose work is wrong fails loudly. */
export function check(job: Job, size: number, checksum: number): Computed {
  const expected = job.expected(size);
  if (checksum === expected) return { ended: "done" };
  const error = `Wrong result: ${job.name}(${size}) gave checksum ${checksum}, the known answer is ${expected}.`;
  return { ended: "failed", error };
}
