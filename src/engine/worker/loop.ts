import type { Ms } from "../../trace/types.ts";
import { BEAT_MS } from "./beat.ts";
import type { LaneContext, Wait } from "./context.ts";
import { runTask } from "./execute.ts";
import * as fact from "./facts.ts";
import { macrotask } from "./macrotask.ts";
import { sentenceOf } from "./sentence.ts";
import { createTurns, type Turns } from "./turns.ts";
import type { WaitStep } from "./wait-step.ts";

const MAX_TIMER_MS = 2 ** 31 - 1;

/** This worker's own event loop, as one of a run's lanes. */
interface Loop {
  readonly ctx: LaneContext;
  readonly turns: Turns;
  readonly wait: Wait;
}

/**
 * An event loop: this worker's own. Releases and waits are the browser's timers, and what they call runs one
 * turn of a task; which of them is called next is the browser's choice, not ours.
 */
export async function runLoop(ctx: LaneContext): Promise<void> {
  const { scheduler, plan, tracer, now } = ctx;
  const loop: Loop = {
    ctx,
    turns: createTurns(now),
    wait: (task, step, ms) => wait(loop, task, step, ms),
  };
  const alive = setInterval(() => {
    const t = now();
    scheduler.beat();
    tracer.flushIfDue(t);
  }, BEAT_MS);
  if (plan.cancelAfter !== undefined)
    setTimeout(() => scheduler.cancelAll(), plan.cancelAfter - now());
  try {
    await scheduler.deliver((task, isNew, isFirst) => onTask(loop, task, isNew, isFirst));
  } finally {
    clearInterval(alive);
  }
}

/** The first of those that come together uses the turn in which they came; the others get their own. */
function onTask(loop: Loop, task: number, isNew: boolean, isFirst: boolean): void {
  const { plan, now } = loop.ctx;
  const start = (): void => loop.turns.take(() => resume(loop, task));
  if (!isNew) return isFirst ? start() : macrotask(start);
  const delay = (plan.tasks[task]?.releaseAt ?? 0) - now();
  if (delay > 0) {
    setTimeout(() => {
      arrive(loop, task);
      start();
    }, delay);
  } else {
    arrive(loop, task);
    macrotask(start);
  }
}

function arrive({ ctx }: Loop, task: number): void {
  const { scheduler, now } = ctx;
  scheduler.begin(task);
  const left = scheduler.deadlineOf(task) - now();
  if (left < MAX_TIMER_MS) setTimeout(() => scheduler.expire(task), left);
}

function resume({ ctx, wait }: Loop, task: number): Promise<void> {
  return runTask(ctx, wait, task).catch((error: unknown) =>
    ctx.scheduler.settle(task, "failed", sentenceOf(error)),
  );
}

/** The step that a ready task goes on with, as a fact says it. */
const nextStep = ({ ctx }: Loop, task: number): number =>
  fact.knownStep(ctx.plan, task, ctx.scheduler.stepOf(task));

function wait(loop: Loop, task: number, { on }: WaitStep, ms: Ms): "parked" {
  const { scheduler, tracer, now } = loop.ctx;
  const { turns } = loop;
  const start = now();
  const step = scheduler.stepOf(task);
  if (ms === 0) {
    scheduler.goTo(task, step + 1);
    tracer.fact(start, fact.READY, task, 0, nextStep(loop, task));
    macrotask(() => turns.take(() => resume(loop, task)));
    return "parked";
  }
  const due = start + ms;
  scheduler.waiting(task);
  tracer.fact(start, fact.WAITING, task, fact.packHeld(fact.WAIT_KINDS.indexOf(on), -1), step);
  const fire = (): void => turns.take(() => waited(loop, task, due));
  setTimeout(fire, ms);
  return "parked";
}

function waited(loop: Loop, task: number, due: Ms): Promise<void> {
  const { scheduler, tracer } = loop.ctx;
  const at = loop.turns.readySince(due);
  if (!scheduler.endWait(task)) return Promise.resolve();
  tracer.fact(at, fact.READY, task, 0, nextStep(loop, task));
  return resume(loop, task);
}
