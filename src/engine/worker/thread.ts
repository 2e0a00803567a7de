import { dropComputeLock, type LaneContext, runs, type Wait } from "./context.ts";
import { runTask } from "./execute.ts";
import * as fact from "./facts.ts";

/** A pool thread: takes a task, executes it as far as it goes on this lane, takes the next. */
export async function runThread(ctx: LaneContext, wait: Wait): Promise<void> {
  for (;;) {
    const next = ctx.scheduler.next();
    const task = next instanceof Promise ? await next : next;
    if (task < 0) return;
    await runTask(ctx, wait, task);
  }
}

/** Blocking: the lane waits with its task and takes no other. */
export function waitHolding(ctx: LaneContext): Wait {
  const { scheduler, tracer, now, lane } = ctx;
  return (task, step, ms) => {
    if (ms === 0) return "go"; // a blocking thread has nothing to yield to
    const deadline = scheduler.deadlineOf(task);
    const start = now();
    const isCut = deadline < start + ms;
    scheduler.waiting(task);
    tracer.fact(start, fact.WAITING, task, fact.packHeld(fact.WAIT_KINDS.indexOf(step.on), lane));
    dropComputeLock(ctx, task);
    const after = (): "go" | "parked" => {
      if (!scheduler.resumed(task)) return "parked"; // settled while it waited
      if (isCut || now() >= deadline) {
        scheduler.settle(task, "timed-out");
        return "parked";
      }
      runs(ctx, task, now());
      return "go";
    };
    const held = scheduler.hold(isCut ? deadline - start : ms);
    return held instanceof Promise ? held.then(after) : after();
  };
}

/** M:N: the task leaves the lane, and whichever lane is free when it is due takes it up. */
export function waitParking(ctx: LaneContext): Wait {
  const { scheduler, tracer, now } = ctx;
  return (task, step, ms) => {
    const start = now();
    if (ms === 0) {
      tracer.fact(start, fact.READY, task, 0);
      scheduler.goTo(task, scheduler.stepOf(task) + 1);
      scheduler.yieldTask(task);
    } else {
      tracer.fact(start, fact.WAITING, task, fact.packHeld(fact.WAIT_KINDS.indexOf(step.on), -1));
      scheduler.sleep(task, start + ms);
    }
    return "parked";
  };
}
