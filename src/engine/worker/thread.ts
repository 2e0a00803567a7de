import { dropComputeLock, type LaneContext, runs, type Wait } from "./context.ts";
import { runTask } from "./execute.ts";
import * as fact from "./facts.ts";
import { endOfWait } from "./wait-step.ts";

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
  return (task, wait, ms) => {
    if (ms === 0) return "go"; // a blocking thread has nothing to yield to
    const deadline = scheduler.deadlineOf(task);
    const start = now();
    const step = scheduler.stepOf(task);
    const isCut = deadline < start + ms;
    scheduler.waiting(task);
    const held = fact.packHeld(fact.WAIT_KINDS.indexOf(wait.on), lane);
    tracer.fact(start, fact.WAITING, task, held, step);
    dropComputeLock(ctx, task);
    const after = (): "go" | "parked" => {
      if (!scheduler.resumed(task)) return "parked"; // settled while it waited
      if (isCut || now() >= deadline) {
        scheduler.settle(task, "timed-out");
        return "parked";
      }
      const timedOut = endOfWait(wait).error !== undefined; // then what comes next is still to be found out
      runs(ctx, task, now(), timedOut ? step : step + 1);
      return "go";
    };
    const pause = scheduler.hold(isCut ? deadline - start : ms);
    return pause instanceof Promise ? pause.then(after) : after();
  };
}

/** M:N: the task leaves the lane, and whichever lane is free when it is due takes it up. */
export function waitParking(ctx: LaneContext): Wait {
  const { scheduler, plan, tracer, now } = ctx;
  return (task, wait, ms) => {
    const start = now();
    const step = scheduler.stepOf(task);
    if (ms === 0) {
      tracer.fact(start, fact.READY, task, 0, fact.knownStep(plan, task, step + 1));
      scheduler.goTo(task, step + 1);
      scheduler.yieldTask(task);
    } else {
      const kind = fact.WAIT_KINDS.indexOf(wait.on);
      tracer.fact(start, fact.WAITING, task, fact.packHeld(kind, -1), step);
      scheduler.sleep(task, start + ms);
    }
    return "parked";
  };
}
