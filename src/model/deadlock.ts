import { type Ms, type TaskId, taskId } from "../trace/types.ts";
import { i32, u8 } from "./arrays.ts";
import { PUT, TAKE } from "./compile.ts";
import { type Sim, thingName, UNSETTLED } from "./state.ts";

/** One task of a circle, and what it waits for; the next one of the circle is why it does not get it. */
export interface Stuck {
  readonly task: TaskId;
  /** a resource or channel, "a lane", or "its turn" (a task it comes after) */
  readonly waitsFor: string;
}

/** The run came to a stop: nobody computes, no wait will end, and yet tasks are unsettled. */
export interface Deadlock {
  readonly at: Ms;
  /**
   * Who waits for whom, each for the next and the last for the first. `closed: false`: no circle, the last one
   * waits for something that nobody is left to do (an item that nobody will put).
   */
  readonly cycle: readonly Stuck[];
  readonly closed: boolean;
  /** every unsettled task that has been released */
  readonly stuck: readonly TaskId[];
}

/** Who is waited for by a task that is stuck, and for what. */
interface WaitFor {
  readonly thing: string;
  readonly tasks: readonly number[];
}

/**
 * Follows the wait-for graph depth first from the first stuck task to a circle (Coffman, Elphick and Shoshani,
 * "System Deadlocks", Computing Surveys 3(2), 1971: circular wait). Gives up looking for a circle after 64 tasks.
 */
export function findDeadlock(sim: Sim): Deadlock {
  const stuck: number[] = [];
  for (let task = 0; task < sim.program.tasks; task += 1) {
    if (u8(sim.outcome, task) === UNSETTLED) stuck.push(task);
  }
  const released = stuck.filter((task) => sim.dependenciesLeft[task] === 0);
  const { path, closed } = circle(sim, stuck);
  return {
    at: sim.now,
    cycle: path.map(({ task, thing }) => ({ task: taskId(task), waitsFor: thing })),
    closed,
    stuck: released.map(taskId),
  };
}

/** Each look at a task scans all stuck ones: 64 looks at a million tasks take about a second. */
const MAX_LOOKS = 64;

type Path = { readonly task: number; readonly thing: string }[];

function circle(sim: Sim, stuck: readonly number[]): { path: Path; closed: boolean } {
  const done = new Set<number>();
  let deepest: Path = [];
  for (const start of stuck) {
    if (done.size >= MAX_LOOKS) break;
    const path: (Path[number] & { readonly next: readonly number[]; tried: number })[] = [];
    const enter = (task: number) => {
      const { thing, tasks } = waitsFor(sim, task, stuck);
      done.add(task);
      path.push({ task, thing, next: tasks, tried: 0 });
    };
    if (!done.has(start)) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.next[top.tried];
      top.tried += 1;
      if (next === undefined) {
        if (path.length > deepest.length)
          deepest = path.map(({ task, thing }) => ({ task, thing }));
        path.pop();
        continue;
      }
      const back = path.findIndex((p) => p.task === next);
      if (back >= 0) {
        return { path: path.slice(back).map(({ task, thing }) => ({ task, thing })), closed: true };
      }
      if (!done.has(next) && done.size < MAX_LOOKS) enter(next);
    }
  }
  return { path: deepest, closed: false };
}

function waitsFor(sim: Sim, task: number, stuck: readonly number[]): WaitFor {
  if ((sim.dependenciesLeft[task] ?? 0) > 0) {
    return { thing: "its turn", tasks: stuck.filter((other) => comesAfter(sim, task, other)) };
  }
  const lanes = sim.laneTask.length;
  const queue = i32(sim.queue, task);
  if (queue < lanes) return { thing: "a lane", tasks: holdersOfLanes(sim, queue) };
  const resource = queue - lanes;
  const { resourceNames } = sim.program;
  if (resource < resourceNames.length) {
    return {
      thing: thingName(sim.program, resource),
      tasks: stuck.filter((other) => holdsResource(sim, other, resource)),
    };
  }
  const end = resource - resourceNames.length;
  const channel = Math.floor(end / 2);
  const wanted = end % 2 === 0 ? TAKE : PUT;
  return {
    thing: thingName(sim.program, resourceNames.length + channel),
    tasks: stuck.filter((other) => other !== task && willDo(sim, other, wanted, channel)),
  };
}

function comesAfter(sim: Sim, task: number, before: number): boolean {
  const { dependents, firstDependent } = sim.program;
  const own = dependents.subarray(i32(firstDependent, before), i32(firstDependent, before + 1));
  return own.includes(task);
}

/** Tasks on the lanes that would serve this queue. */
function holdersOfLanes(sim: Sim, queue: number): number[] {
  const { first, queue: kind } = sim.pool;
  const lanes =
    queue >= first && kind !== "per-lane"
      ? sim.laneTask.subarray(first)
      : sim.laneTask.subarray(queue, queue + 1);
  return [...lanes].filter((task) => task >= 0);
}

function holdsResource(sim: Sim, task: number, resource: number): boolean {
  for (let record = i32(sim.held, task); record >= 0; record = sim.heldNext[record] as number) {
    if (sim.heldResource[record] === resource) return true;
  }
  return false;
}

function willDo(sim: Sim, task: number, op: number, channel: number): boolean {
  const { program } = sim;
  const end = i32(program.first, task + 1);
  for (let step = i32(sim.step, task); step < end; step += 1) {
    if (program.op[step] === op && program.target[step] === channel) return true;
  }
  return false;
}

/** "Deadlock: A waits for lock 1, held up by B; B waits for lock 2, held up by A." */
export function deadlockText(deadlock: Deadlock, label: (task: TaskId) => string): string {
  const { cycle, closed } = deadlock;
  const parts = cycle.map(({ task, waitsFor: thing }, i) => {
    const next = cycle[(i + 1) % cycle.length];
    const last = i === cycle.length - 1;
    const by =
      next === undefined || (last && !closed)
        ? "which nobody is left to give"
        : `held up by ${label(next.task)}`;
    return `${label(task)} waits for ${thing}, ${by}`;
  });
  return `Deadlock: ${parts.join("; ")}.`;
}
