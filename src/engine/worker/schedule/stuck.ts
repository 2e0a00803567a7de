import { type Awaited, findCircle, victimOf } from "../../../plan/wait-for.ts";
import {
  at,
  BLOCKED,
  countOf,
  FUTURE,
  isOver,
  putQueue,
  QUEUED,
  READY,
  RUNNING,
  resourceQueue,
  SETTLED,
  statusOf,
  takeQueue,
  UNRELEASED,
  WAITING,
} from "./board.ts";
import { settle } from "./core.ts";
import type { Core } from "./core-record.ts";
import { wakeLane } from "./lines.ts";

const DEADLOCK = "Deadlock: every task that could move it on is itself blocked.";

/** Unsettled tasks that are looked at to find circles: after many deadlocks the next blocked task fails, unexplained. */
const MAX_LOOKED_AT = 2_000_000;

/**
 * Nothing can ever move again: blocked tasks wait for each other, or hold every lane. The first one of their circle
 * fails with the cause said, as a database picks a victim; what waited behind it goes on. Where a deadline or
 * the plan's own end will break it up, it stands until then, to be seen.
 */
export function settleStuck(core: Core, now: number): void {
  const { b } = core;
  for (let lookedAt = 0; isStuck(core); lookedAt += b.dims.tasks) {
    const found = lookedAt < MAX_LOOKED_AT ? findVictim(core) : undefined;
    const victim = found ?? b.status.indexOf(BLOCKED);
    const lane = at(b.holder, victim);
    settle(core, victim, "failed", now, DEADLOCK);
    if (lane >= 0) wakeLane(core, lane);
  }
}

function isStuck({ b, plan, topology }: Core): boolean {
  const blocked = countOf(b, BLOCKED);
  if (blocked === 0 || plan.cancelAfter !== undefined) return false;
  if (isOver(b) || countOf(b, RUNNING) + countOf(b, WAITING) > 0) return false;
  const movable = countOf(b, QUEUED) + countOf(b, READY) + countOf(b, FUTURE);
  const lanesHeld = topology.holds && blocked >= b.dims.lanes - topology.loops;
  if (movable > 0 && !lanesHeld) return false;
  return !b.status.some((s, t) => s === BLOCKED && at(b.deadline, t) < Number.POSITIVE_INFINITY);
}

/**
 * Nothing can move any more: the task to let fail so that the others can go on, chosen as the predicted machine
 * does (model/machine/deadlock.ts). undefined: no task is blocked.
 */
function findVictim(core: Core): number | undefined {
  const { b } = core;
  const stuck = core.plan.tasks
    .map(({ id }): number => id)
    .filter((t) => statusOf(b, t) !== SETTLED);
  const isBlocked = (task: number) => statusOf(b, task) === BLOCKED;
  return victimOf(findCircle(stuck, awaitedBy(core, stuck)), isBlocked);
}

function awaitedBy(core: Core, stuck: readonly number[]): (task: number) => Awaited {
  const { b, plan, topology } = core;
  const known = new Map<string, Awaited>();
  const once = (name: string, givers: () => number[]): Awaited => {
    const awaited = known.get(name) ?? { name, givers: givers() };
    known.set(name, awaited);
    return awaited;
  };
  const holdsLane = (task: number) => topology.holds && at(b.holder, task) >= 0;
  return (task) => {
    if (statusOf(b, task) === UNRELEASED) {
      const before: readonly number[] = plan.tasks[task]?.after ?? [];
      return { name: "its turn", givers: before.filter((t) => statusOf(b, t) !== SETTLED) };
    }
    if (statusOf(b, task) === BLOCKED) {
      const queue = at(b.queue, task);
      return once(`queue ${queue}`, () => stuck.filter((t) => couldServe(core, t, queue)));
    }
    const home = topology.own ? topology.home(task) : -1;
    if (home < 0) return once("a lane", () => stuck.filter(holdsLane));
    return once(`lane ${home}`, () => stuck.filter((t) => holdsLane(t) && b.holder[t] === home));
  };
}

/** Whether a task holds the resource, or will yet put or take the item, that this queue of blocked tasks waits for. */
function couldServe({ b, plan }: Core, task: number, queue: number): boolean {
  const { resources, channels } = b.dims;
  const resource = queue - resourceQueue(b.dims, 0);
  if (resource < resources) return at(b.held, task * resources + resource) > 0;
  const channel = (queue - putQueue(b.dims, 0)) % channels;
  const wanted = queue >= takeQueue(b.dims, 0) ? "put" : "take";
  const name = plan.channels[channel]?.id;
  const ahead = plan.tasks[task]?.steps.slice(at(b.step, task)) ?? [];
  return ahead.some((step) => step.do === wanted && step.channel === name);
}
