import type { Ms } from "../../trace/types.ts";
import type { LaneContext, WaitStep } from "./context.ts";
import { runTask } from "./execute.ts";
import * as fact from "./facts.ts";
import { macrotask } from "./macrotask.ts";
import { sentenceOf } from "./sentence.ts";

/** A loop that has nothing to run for longer than this was idle. */
const IDLE_MS = 0.5;
const BEAT_MS = 100;
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * An event loop: this worker's own. Releases and waits are the browser's timers, and what they call runs one
 * turn of a task; which of them is called next is the browser's choice, not ours.
 */
export async function runLoop(ctx: LaneContext): Promise<void> {
  const { scheduler, plan, tracer, now } = ctx;
  const turns = createTurns(now);

  const nextStep = (task: number) => fact.knownStep(plan, task, scheduler.stepOf(task));

  function resume(task: number): Promise<void> {
    return runTask(ctx, wait, task).catch((error: unknown) =>
      scheduler.settle(task, "failed", sentenceOf(error)),
    );
  }

  function wait(task: number, { on }: WaitStep, ms: Ms): "parked" {
    const start = now();
    const step = scheduler.stepOf(task);
    if (ms === 0) {
      scheduler.goTo(task, step + 1);
      tracer.fact(start, fact.READY, task, 0, nextStep(task));
      macrotask(() => turns.take(() => resume(task)));
      return "parked";
    }
    const due = start + ms;
    scheduler.waiting(task);
    tracer.fact(start, fact.WAITING, task, fact.packHeld(fact.WAIT_KINDS.indexOf(on), -1), step);
    const fire = (): void => turns.take(() => waited(task, due));
    setTimeout(fire, ms);
    return "parked";
  }

  function waited(task: number, due: Ms): Promise<void> {
    const at = turns.readySince(due);
    if (!scheduler.endWait(task)) return Promise.resolve();
    tracer.fact(at, fact.READY, task, 0, nextStep(task));
    return resume(task);
  }

  function arrive(task: number): void {
    scheduler.begin(task);
    const left = scheduler.deadlineOf(task) - now();
    if (left < MAX_TIMER_MS) setTimeout(() => scheduler.expire(task), left);
  }

  /** The first of those that come together uses the turn in which they came; the others get their own. */
  function onTask(task: number, isNew: boolean, isFirst: boolean): void {
    const start = (): void => turns.take(() => resume(task));
    if (!isNew) return isFirst ? start() : macrotask(start);
    const delay = (plan.tasks[task]?.releaseAt ?? 0) - now();
    if (delay > 0) {
      setTimeout(() => {
        arrive(task);
        start();
      }, delay);
    } else {
      arrive(task);
      macrotask(start);
    }
  }

  const alive = setInterval(() => {
    const t = now();
    scheduler.beat();
    tracer.flushIfDue(t);
  }, BEAT_MS);
  if (plan.cancelAfter !== undefined)
    setTimeout(() => scheduler.cancelAll(), plan.cancelAfter - now());
  try {
    await scheduler.deliver(onTask);
  } finally {
    clearInterval(alive);
  }
}

/**
 * One turn at a time. Only a computation that pauses to look for a stop message (no shared memory) can be
 * called into; what the browser calls meanwhile runs after it, in the order it was called.
 */
function createTurns(now: () => Ms) {
  let isBusy = false;
  let busySince = 0;
  let busyUntil = 0;
  const deferred: (() => Promise<void>)[] = [];

  function take(turn: () => Promise<void>): void {
    if (isBusy) {
      deferred.push(turn);
      return;
    }
    isBusy = true;
    const start = now();
    if (start - busyUntil > IDLE_MS) busySince = start;
    void turn().then(() => {
      busyUntil = now();
      isBusy = false;
      const next = deferred.shift();
      if (next !== undefined) take(next);
    });
  }

  /**
   * Since when a task whose timer came due at `due` could have run: if the loop was busy then, since that
   * moment or since the loop woke; if it was idle, from now: its timer was late, and that belongs to the wait.
   *
   *   loop  ....[--other task--][this task
   *   due          ^ ready from here
   */
  function readySince(due: Ms): Ms {
    const t = now();
    return due < busyUntil ? Math.min(t, Math.max(due, busySince)) : t;
  }

  return { take, readySince };
}
