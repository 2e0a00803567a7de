import { type Awaited, findCircle, victimOf } from "../../plan/wait-for.ts";
import { type Ms, type TaskId, taskId } from "../../trace/types.ts";
import { i32, u8 } from "../queues/arrays.ts";
import { PUT, TAKE } from "./compile.ts";
import { type Sim, thingName, UNSETTLED } from "./machine-state.ts";

/** One task of a circle, and what it waits for; the next one of the circle is why it does not get it. */
interface Stuck {
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

/** Looks for the circle that holds up everything, and for the task to let fail; undefined: none is blocked. */
export function findDeadlock(sim: Sim): { deadlock: Deadlock; victim: number | undefined } {
  const stuck: number[] = [];
  for (let task = 0; task < sim.program.tasks; task += 1) {
    if (u8(sim.outcome, task) === UNSETTLED) stuck.push(task);
  }
  const circle = findCircle(stuck, waitsOf(sim, stuck));
  const released = stuck.filter((task) => sim.dependenciesLeft[task] === 0);
  const cycle = circle.waits.map(({ task, awaited }) => ({
    task: taskId(task),
    waitsFor: awaited.name,
  }));
  return {
    deadlock: { at: sim.now, cycle, closed: circle.closed, stuck: released.map(taskId) },
    victim: victimOf(circle, (task) => i32(sim.queue, task) >= sim.laneTask.length),
  };
}

/** What each stuck task waits for. */
function waitsOf(sim: Sim, stuck: readonly number[]): (task: number) => Awaited {
  const { program, laneTask, pool } = sim;
  const before = tasksBefore(sim, stuck);
  const holders = holdersOf(sim, stuck);
  const givers = giversOf(sim, stuck);
  const ofQueue = new Map<number, Awaited>();
  const make = (queue: number): Awaited => {
    if (queue < laneTask.length) return { name: "a lane", givers: holdersOfLanes(sim, queue) };
    const resource = queue - laneTask.length;
    const end = resource - program.resourceNames.length;
    if (end < 0) return { name: thingName(program, resource), givers: holders.get(resource) ?? [] };
    const channel = program.resourceNames.length + (end >> 1);
    return { name: thingName(program, channel), givers: givers.get(end) ?? [] };
  };
  return (task) => {
    const first = before.get(task);
    if (first !== undefined) return { name: "its turn", givers: first };
    const stands = i32(sim.queue, task);
    const isPools = stands >= pool.first && stands < laneTask.length && pool.queue !== "per-lane";
    const queue = isPools ? pool.first : stands;
    const awaited = ofQueue.get(queue) ?? make(queue);
    ofQueue.set(queue, awaited);
    return awaited;
  };
}

function add(lists: Map<number, number[]>, key: number, task: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [task]);
  else if (list.at(-1) !== task) list.push(task);
}

/** By task: those it comes after that are stuck themselves. */
function tasksBefore({ program }: Sim, stuck: readonly number[]): Map<number, number[]> {
  const before = new Map<number, number[]>();
  for (const task of stuck) {
    const end = i32(program.firstDependent, task + 1);
    for (let i = i32(program.firstDependent, task); i < end; i += 1) {
      add(before, i32(program.dependents, i), task);
    }
  }
  return before;
}

/** By resource. */
function holdersOf(sim: Sim, stuck: readonly number[]): Map<number, number[]> {
  const holders = new Map<number, number[]>();
  for (const task of stuck) {
    for (let record = i32(sim.held, task); record >= 0; record = sim.heldNext[record] as number) {
      add(holders, sim.heldResource[record] as number, task);
    }
  }
  return holders;
}

/** By queue of a channel: who will take what is put, who will put what is taken. */
function giversOf({ program, step }: Sim, stuck: readonly number[]): Map<number, number[]> {
  const givers = new Map<number, number[]>();
  if (program.channelNames.length === 0) return givers;
  for (const task of stuck) {
    const end = i32(program.first, task + 1);
    for (let s = i32(step, task); s < end; s += 1) {
      const op = u8(program.op, s);
      if (op === TAKE) add(givers, 2 * i32(program.target, s), task);
      if (op === PUT) add(givers, 2 * i32(program.target, s) + 1, task);
    }
  }
  return givers;
}

/** Tasks on the lanes that would serve this queue. */
function holdersOfLanes({ pool, laneTask }: Sim, queue: number): number[] {
  const all = queue >= pool.first && pool.queue !== "per-lane";
  const lanes = all ? laneTask.subarray(pool.first) : laneTask.subarray(queue, queue + 1);
  return [...lanes].filter((task) => task >= 0);
}

/** Of a longer circle the first ones and the last one are named. */
const SAID = 9;

/** "Deadlock: A waits for lock 1, held up by B; B waits for lock 2, held up by A." */
export function deadlockText(deadlock: Deadlock, label: (task: TaskId) => string): string {
  const { cycle, closed } = deadlock;
  const said = ({ task, waitsFor: thing }: Stuck, i: number) => {
    const next = cycle[(i + 1) % cycle.length];
    const last = i === cycle.length - 1;
    const by =
      next === undefined || (last && !closed)
        ? "which nobody is left to give"
        : `held up by ${label(next.task)}`;
    return `${label(task)} waits for ${thing}, ${by}`;
  };
  const parts = cycle.length > SAID ? cycle.slice(0, SAID - 1).map(said) : cycle.map(said);
  const last = cycle.at(-1);
  if (cycle.length > SAID && last !== undefined) parts.push("…", said(last, cycle.length - 1));
  return `Deadlock: ${parts.join("; ")}.`;
}
