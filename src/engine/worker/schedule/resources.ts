import type { Plan, Step } from "../../../plan/plan.ts";
import * as fact from "../facts.ts";
import {
  at,
  BLOCKED,
  type Board,
  putQueue,
  READY,
  RUNNING,
  resourceQueue,
  setStatus,
  takeQueue,
} from "./board.ts";
import type { Core } from "./core-record.ts";
import { enqueue, wakeLane } from "./lines.ts";
import { pop, push } from "./queues.ts";

/** What a coupled step came to: carry on, stand in its queue, or the resource refused. */
export type Verdict = "go" | "parked" | "refused";

export type Coupled = Extract<Step, { do: "acquire" | "release" | "put" | "take" }>;

const resourceIndex = (plan: Plan, id: string): number =>
  plan.resources.findIndex((r) => r.id === id);
const channelIndex = (plan: Plan, id: string): number =>
  plan.channels.findIndex((c) => c.id === id);

/** A step that depends on other tasks. `parked` tasks go on by themselves once it is their turn. */
export function couple(core: Core, task: number, step: Coupled, now: number): Verdict {
  switch (step.do) {
    case "acquire":
      return acquire(core, task, resourceIndex(core.plan, step.resource), now);
    case "release":
      release(core, task, resourceIndex(core.plan, step.resource), now);
      return "go";
    case "put":
      return put(core, task, channelIndex(core.plan, step.channel), now);
    case "take":
      return take(core, task, channelIndex(core.plan, step.channel), now);
    default:
      return step satisfies never;
  }
}

const heldIndex = (b: Board, task: number, resource: number): number =>
  task * b.dims.resources + resource;

export function acquire(core: Core, task: number, resource: number, now: number): Verdict {
  const { b, plan } = core;
  if (at(b.free, resource) > 0) {
    b.free[resource] = at(b.free, resource) - 1;
    const held = heldIndex(b, task, resource);
    b.held[held] = at(b.held, held) + 1;
    return "go";
  }
  if (plan.resources[resource]?.whenFull === "reject") return "refused";
  block(core, task, resourceQueue(b.dims, resource), resource, now);
  return "parked";
}

/** First come, first served: a waiter gets the place at once, so nobody barges in. */
export function release(core: Core, task: number, resource: number, now: number): void {
  const { b } = core;
  const held = heldIndex(b, task, resource);
  if (at(b.held, held) === 0) return; // checkPlan has refused plans that do this
  b.held[held] = at(b.held, held) - 1;
  const waiter = pop(b, resourceQueue(b.dims, resource));
  if (waiter < 0) {
    b.free[resource] = at(b.free, resource) + 1;
    return;
  }
  const theirs = heldIndex(b, waiter, resource);
  b.held[theirs] = at(b.held, theirs) + 1;
  unblock(core, waiter, now);
}

/** A task that ends holding something gives it back, as `finally` would. */
export function releaseHoldings(core: Core, task: number, now: number): void {
  const { b } = core;
  for (let r = 0; r < b.dims.resources; r++) {
    while (at(b.held, heldIndex(b, task, r)) > 0) release(core, task, r, now);
  }
}

function put(core: Core, task: number, channel: number, now: number): Verdict {
  const { b, plan } = core;
  const taker = pop(b, takeQueue(b.dims, channel));
  if (taker >= 0) {
    unblock(core, taker, now);
    return "go";
  }
  const capacity = plan.channels[channel]?.capacity ?? 0;
  if (capacity === "unbounded" || at(b.fill, channel) < capacity) {
    b.fill[channel] = at(b.fill, channel) + 1;
    return "go";
  }
  block(core, task, putQueue(b.dims, channel), b.dims.resources + channel, now);
  return "parked";
}

function take(core: Core, task: number, channel: number, now: number): Verdict {
  const { b } = core;
  const putter = pop(b, putQueue(b.dims, channel));
  if (putter >= 0) {
    unblock(core, putter, now); // its item goes into the place this one frees
    return "go";
  }
  if (at(b.fill, channel) > 0) {
    b.fill[channel] = at(b.fill, channel) - 1;
    return "go";
  }
  block(core, task, takeQueue(b.dims, channel), b.dims.resources + channel, now);
  return "parked";
}

/** `name` indexes facts.ts `resourceNames`. */
function block(core: Core, task: number, queue: number, name: number, now: number): void {
  const { b, topology } = core;
  setStatus(b, task, BLOCKED);
  push(b, queue, task);
  const lane = topology.holds ? at(b.holder, task) : -1;
  if (!topology.holds) b.holder[task] = -1;
  core.tracer.fact(now, fact.BLOCKED, task, fact.packHeld(name, lane), at(b.step, task));
}

/** The step that the task goes on with, as a fact says it. */
export const stepAhead = ({ b, plan }: Core, task: number): number =>
  fact.knownStep(plan, task, at(b.step, task));

/** Where a blocked task goes on: after its step, or with the computation that the compute lock let in. */
export const stepGranted = (plan: Plan, task: number, step: number): number =>
  plan.tasks[task]?.steps[step]?.do === "compute" ? step : step + 1;

function unblock(core: Core, task: number, now: number): void {
  const { b, plan } = core;
  const lane = at(b.holder, task);
  b.step[task] = stepGranted(plan, task, at(b.step, task));
  if (lane >= 0) {
    setStatus(b, task, RUNNING); // the lane that it holds says when it runs again
    wakeLane(core, lane);
  } else {
    core.tracer.fact(now, fact.READY, task, 0, stepAhead(core, task));
    enqueue(core, task, READY, -1);
  }
}
