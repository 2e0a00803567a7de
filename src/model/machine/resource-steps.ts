import { f64, i32, u8 } from "../queues/arrays.ts";
import { fifoPop, fifoPush } from "../queues/fifo.ts";
import { freeLane, goOn } from "./lane-queue.ts";
import { BLOCKED, logTask } from "./log.ts";
import { channelId, type Sim } from "./machine-state.ts";

/** What became of an attempt to acquire, put or take. */
export type Attempt = "granted" | "blocked" | "rejected";

const putters = (sim: Sim, channel: number): number =>
  sim.laneTask.length + sim.program.resourceNames.length + 2 * channel;
const takers = (sim: Sim, channel: number): number => putters(sim, channel) + 1;

export function acquire(sim: Sim, task: number, resource: number): Attempt {
  const inUse = f64(sim.inUse, resource);
  if (inUse < f64(sim.program.capacity, resource)) {
    sim.inUse[resource] = inUse + 1;
    hold(sim, task, resource);
    return "granted";
  }
  if (u8(sim.program.rejects, resource) === 1) return "rejected";
  block(sim, task, sim.laneTask.length + resource, resource);
  return "blocked";
}

/** Handed straight to the longest waiting task, if there is one: nobody overtakes. */
export function release(sim: Sim, task: number, resource: number): void {
  if (letGo(sim, task, resource)) passOn(sim, resource);
}

/** A task that ends or fails gives back all it holds. */
export function releaseAll(sim: Sim, task: number): void {
  for (let record = i32(sim.held, task); record >= 0; record = i32(sim.held, task)) {
    release(sim, task, sim.heldResource[record] as number);
  }
}

export function put(sim: Sim, task: number, channel: number): Attempt {
  const taker = unblock(sim, takers(sim, channel));
  if (taker) return "granted";
  const items = f64(sim.items, channel);
  if (items < f64(sim.program.room, channel)) {
    sim.items[channel] = items + 1;
    return "granted";
  }
  block(sim, task, putters(sim, channel), channelId(sim.program, channel));
  return "blocked";
}

export function take(sim: Sim, task: number, channel: number): Attempt {
  const items = f64(sim.items, channel);
  // The item of a blocked putter takes the place of the one that leaves; without room it goes hand to hand.
  const refilled = unblock(sim, putters(sim, channel));
  if (refilled) return "granted";
  if (items > 0) {
    sim.items[channel] = items - 1;
    return "granted";
  }
  block(sim, task, takers(sim, channel), channelId(sim.program, channel));
  return "blocked";
}

function passOn(sim: Sim, resource: number): void {
  const next = fifoPop(sim.fifos, sim.laneTask.length + resource);
  if (next < 0) {
    sim.inUse[resource] = f64(sim.inUse, resource) - 1;
    return;
  }
  hold(sim, next, resource);
  granted(sim, next);
}

/** Lets the first task of that queue go on. @returns whether there was one */
function unblock(sim: Sim, queue: number): boolean {
  const task = fifoPop(sim.fifos, queue);
  if (task < 0) return false;
  granted(sim, task);
  return true;
}

function granted(sim: Sim, task: number): void {
  sim.queue[task] = -1;
  sim.step[task] = i32(sim.step, task) + 1;
  goOn(sim, task);
}

function block(sim: Sim, task: number, queue: number, thing: number): void {
  const lane = i32(sim.lane, task);
  const holds = sim.pool.frees ? -1 : lane;
  sim.queue[task] = queue;
  fifoPush(sim.fifos, queue, task);
  logTask(sim.log, sim.now, task, BLOCKED, thing, holds, i32(sim.step, task));
  if (holds >= 0) return;
  sim.lane[task] = -1;
  freeLane(sim, lane);
}

function hold(sim: Sim, task: number, resource: number): void {
  let record = sim.heldFree;
  if (record < 0) record = sim.heldResource.length;
  else sim.heldFree = sim.heldNext[record] as number;
  sim.heldResource[record] = resource;
  sim.heldNext[record] = i32(sim.held, task);
  sim.held[task] = record;
}

/** @returns whether the task did hold it */
function letGo(sim: Sim, task: number, resource: number): boolean {
  let before = -1;
  for (let record = i32(sim.held, task); record >= 0; record = sim.heldNext[record] as number) {
    if (sim.heldResource[record] !== resource) {
      before = record;
      continue;
    }
    const after = sim.heldNext[record] as number;
    if (before < 0) sim.held[task] = after;
    else sim.heldNext[before] = after;
    sim.heldNext[record] = sim.heldFree;
    sim.heldFree = record;
    return true;
  }
  return false;
}
