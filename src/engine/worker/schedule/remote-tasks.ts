/** What a lane without shared memory does with its tasks, and tells the coordinator of it. */
import type { TaskOutcome } from "../../../trace/types.ts";
import { IDLE, RESUMED } from "../facts.ts";
import { endOfWait } from "../wait-step.ts";
import { ask, holdLane, type RemoteLane, releaseLane, say } from "./remote-lane.ts";
import type { Coupled, Verdict } from "./resources.ts";

/** What comes after the plan's end is no longer told, even where the coordinator's word is still to come. */
const isCancelled = ({ wasCancelled, now, cancelAfter }: RemoteLane): boolean =>
  wasCancelled || now() >= cancelAfter;

export async function next(lane: RemoteLane): Promise<number> {
  const { now, tracer } = lane;
  lane.isHeld = false;
  for (let idle = false; ; ) {
    const task = lane.ahead.shift();
    if (task !== undefined) {
      if (idle) tracer.fact(now(), RESUMED, lane.index, 0);
      ask(lane, false);
      return task;
    }
    if (lane.isOver) return -1;
    if (!idle) tracer.fact(now(), IDLE, lane.index, 0);
    idle = true;
    ask(lane, true);
    tracer.flushIfDue(now());
    await lane.work.wait();
  }
}

export async function hold(lane: RemoteLane, ms: number): Promise<void> {
  const { now, pauseOver } = lane;
  const until = now() + ms;
  // a timer may fire a fraction of a millisecond early
  for (let left = ms; left > 0 && !lane.wasCancelled; left = until - now()) {
    const pause = pauseOver.wait();
    const timer = setTimeout(pauseOver.put, left);
    await pause;
    clearTimeout(timer);
  }
}

export function begin(lane: RemoteLane, task: number): void {
  const order = lane.orders.get(task);
  if (order === undefined) return;
  const { releaseAt = 0, deadline } = lane.plan.tasks[task] ?? {};
  const t = lane.now();
  const when = Math.min(t, Math.max(0, releaseAt, order.when));
  if (deadline !== undefined) order.deadline = when + deadline;
  say(lane, { op: "begin", task, at: t });
}

export function settle(lane: RemoteLane, task: number, outcome: TaskOutcome, error?: string): void {
  lane.orders.delete(task);
  say(lane, { op: "settle", task, outcome, error, at: lane.now() });
}

/**
 * The run was cancelled. The coordinator may have seen this task running at that moment and left it to
 * this lane, so the lane settles it, too: settling twice does nothing.
 */
function drop(lane: RemoteLane, task: number): false {
  if (lane.orders.has(task)) settle(lane, task, "cancelled");
  return false;
}

export function failAttempt(
  lane: RemoteLane,
  task: number,
  outcome: TaskOutcome,
  error?: string,
): boolean {
  const order = lane.orders.get(task);
  if (order === undefined) return false;
  order.attempt++;
  if (order.attempt > (lane.plan.tasks[task]?.retries ?? 0)) {
    settle(lane, task, outcome, error);
    return false;
  }
  order.step = 0;
  say(lane, { op: "restart", task, at: lane.now() });
  return true;
}

export function endWait(lane: RemoteLane, task: number): boolean {
  const { orders, plan } = lane;
  if (isCancelled(lane) || !orders.has(task)) return drop(lane, task);
  const step = plan.tasks[task]?.steps[orders.stepOf(task)];
  const error = step?.do === "wait" ? endOfWait(step).error : undefined;
  if (error !== undefined) return failAttempt(lane, task, "timed-out", error);
  orders.goTo(task, orders.stepOf(task) + 1);
  return true;
}

export function couple(lane: RemoteLane, task: number, step: Coupled): Promise<Verdict> {
  syncStep(lane, task);
  const answer = lane.verdict.wait();
  say(lane, { op: "couple", task, step, at: lane.now() });
  return answer;
}

export function lockCompute(lane: RemoteLane, task: number): Promise<Verdict> {
  const answer = lane.verdict.wait();
  say(lane, { op: "lock", task, step: lane.orders.stepOf(task), at: lane.now() });
  return answer;
}

export const granted = (lane: RemoteLane, task: number): false | Promise<boolean> =>
  lane.wasCancelled ? drop(lane, task) : lane.grant.wait();

export function waiting(lane: RemoteLane, task: number): void {
  lane.orders.move(task, "here");
  say(lane, { op: "waiting", task, at: lane.now() });
  holdLane(lane);
}

export function resumed(lane: RemoteLane, task: number): boolean {
  const { orders } = lane;
  if (isCancelled(lane) || !orders.has(task)) return drop(lane, task);
  orders.move(task, "running");
  say(lane, { op: "resumed", task, at: lane.now() });
  releaseLane(lane);
  return true;
}

/** The task leaves this lane, which knows of it no longer. */
export function leave(
  lane: RemoteLane,
  task: number,
  how: { op: "sleep"; due: number } | { op: "yield" | "handBack" },
): void {
  syncStep(lane, task);
  lane.orders.delete(task);
  say(lane, { ...how, task, at: lane.now() });
}

/** The task's computation goes to the pool, and the task comes back. */
export function offload(lane: RemoteLane, task: number): void {
  syncStep(lane, task);
  lane.orders.move(task, "away");
  say(lane, { op: "offload", task, at: lane.now() });
}

export function expire(lane: RemoteLane, task: number): void {
  const place = lane.orders.get(task)?.place;
  if (place === "here") settle(lane, task, "timed-out");
  else if (place === "away") say(lane, { op: "expire", task, at: lane.now() });
}

const syncStep = (lane: RemoteLane, task: number): void =>
  say(lane, { op: "step", task, step: lane.orders.stepOf(task) });
