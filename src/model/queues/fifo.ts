import { i32, noIds } from "./arrays.ts";

/**
 * Many first-in-first-out queues over the same ids, as doubly linked lists in typed arrays: no allocation per
 * entry, and any id can be taken out (a cancelled task leaves in O(1)). An id stands in one queue at a time.
 */
export interface Fifos {
  readonly head: Int32Array;
  readonly tail: Int32Array;
  readonly size: Int32Array;
  readonly next: Int32Array;
  readonly prev: Int32Array;
}

export const createFifos = (queues: number, ids: number): Fifos => ({
  head: noIds(queues),
  tail: noIds(queues),
  size: new Int32Array(queues),
  next: noIds(ids),
  prev: noIds(ids),
});

export function fifoPush(fifos: Fifos, queue: number, id: number): void {
  const last = i32(fifos.tail, queue);
  fifos.prev[id] = last;
  fifos.next[id] = -1;
  if (last < 0) fifos.head[queue] = id;
  else fifos.next[last] = id;
  fifos.tail[queue] = id;
  fifos.size[queue] = i32(fifos.size, queue) + 1;
}

/** Takes out the first id; -1 when empty. */
export function fifoPop(fifos: Fifos, queue: number): number {
  const first = i32(fifos.head, queue);
  if (first >= 0) fifoRemove(fifos, queue, first);
  return first;
}

/** Takes out an id that is in the queue. */
export function fifoRemove(fifos: Fifos, queue: number, id: number): void {
  const next = i32(fifos.next, id);
  const prev = i32(fifos.prev, id);
  if (prev < 0) fifos.head[queue] = next;
  else fifos.next[prev] = next;
  if (next < 0) fifos.tail[queue] = prev;
  else fifos.prev[next] = prev;
  fifos.size[queue] = i32(fifos.size, queue) - 1;
}
