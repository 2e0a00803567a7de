import { pushEvent } from "../queues/heap.ts";
import type { Sim } from "./machine-state.ts";

/** What an event is about; packed with an id into one number. */
export const RELEASED = 0; //   a task, after its dependencies
export const WOKEN = 1; //      a task whose wait is over
export const BURST_OVER = 2; // a lane that has computed what it had to
export const ON_CORE = 3; //    a core that has switched to its lane
export const DEADLINE = 4; //   a task
export const SLICE_OVER = 5; // a core
export const LOCK_OVER = 6; //  the compute lock's switch interval
const KINDS = 8;

export const eventKind = (packed: number): number => packed & (KINDS - 1);
export const eventId = (packed: number): number => packed >>> 3;

/** Orders from here on are handled after everything else of the same instant. */
const LATE = 2 ** 50;

/** Puts an event into the future. @returns its order, by which it can be told from later ones */
export function schedule(sim: Sim, at: number, kind: number, id: number): number {
  const order = sim.order;
  sim.order = order + 1;
  pushEvent(sim.future, at, order, id * KINDS + kind);
  return order;
}

/** As `schedule`, handled after everything else of that instant. */
export function scheduleLate(sim: Sim, at: number, kind: number, id: number): number {
  const order = LATE + sim.order;
  sim.order += 1;
  pushEvent(sim.future, at, order, id * KINDS + kind);
  return order;
}

export const isLate = (order: number): boolean => order >= LATE;

export function nextOrder(sim: Sim): number {
  sim.order += 1;
  return sim.order - 1;
}
