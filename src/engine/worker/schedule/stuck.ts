import { type Awaited, findCircle, victimOf } from "../../../plan/wait-for.ts";
import {
  at,
  BLOCKED,
  putQueue,
  resourceQueue,
  SETTLED,
  statusOf,
  takeQueue,
  UNRELEASED,
} from "./board.ts";
import type { Core } from "./core.ts";

/**
 * Nothing can move any more: the task to let fail so that the others can go on, chosen as the predicted machine
 * does (model/deadlock.ts). undefined: no task is blocked.
 */
export function findVictim(core: Core): number | undefined {
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
