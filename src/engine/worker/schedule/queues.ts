import { at, type Board, HEAP_SIZE } from "./board.ts";

/** First-in first-out queues of tasks, linked through `board.next`: a task stands in one queue at most. */
export function push(b: Board, queue: number, task: number): void {
  const last = at(b.tail, queue);
  if (last < 0) b.head[queue] = task;
  else b.next[last] = task;
  b.tail[queue] = task;
  b.next[task] = -1;
  b.queue[task] = queue;
  b.size[queue] = at(b.size, queue) + 1;
}

/** Before all others of the queue. */
export function pushFirst(b: Board, queue: number, task: number): void {
  const first = at(b.head, queue);
  if (first < 0) return push(b, queue, task);
  b.head[queue] = task;
  b.next[task] = first;
  b.queue[task] = queue;
  b.size[queue] = at(b.size, queue) + 1;
}

/** @returns the first task of the queue, or -1 */
export function pop(b: Board, queue: number): number {
  const task = at(b.head, queue);
  if (task >= 0) remove(b, task);
  return task;
}

/** Takes a task out of whichever queue it stands in. */
export function remove(b: Board, task: number): void {
  const queue = at(b.queue, task);
  if (queue < 0) return;
  let before = -1;
  for (let t = at(b.head, queue); t !== task && t >= 0; t = at(b.next, t)) before = t;
  const after = at(b.next, task);
  if (before < 0) b.head[queue] = after;
  else b.next[before] = after;
  if (after < 0) b.tail[queue] = before;
  b.queue[task] = -1;
  b.next[task] = -1;
  b.size[queue] = at(b.size, queue) - 1;
}

/**
 * Binary heap of (time, entry), earliest first. An entry is a task for "its wait or its release is due" or
 * task + tasks for "its deadline"; entries go stale and are checked when they come out. Equal times come
 * out by entry, so releases at one instant keep the plan's order.
 */
const isBefore = (b: Board, i: number, time: number, entry: number): boolean =>
  at(b.heapAt, i) < time || (at(b.heapAt, i) === time && at(b.heapTask, i) < entry);

export function heapPush(b: Board, time: number, entry: number): void {
  let i = at(b.header, HEAP_SIZE);
  b.header[HEAP_SIZE] = i + 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (isBefore(b, parent, time, entry)) break;
    b.heapAt[i] = at(b.heapAt, parent);
    b.heapTask[i] = at(b.heapTask, parent);
    i = parent;
  }
  b.heapAt[i] = time;
  b.heapTask[i] = entry;
}

/** Earliest time in the heap, Infinity when empty. */
export const heapTop = (b: Board): number =>
  at(b.header, HEAP_SIZE) === 0 ? Number.POSITIVE_INFINITY : at(b.heapAt, 0);

/** Removes the earliest entry and returns it. The heap must not be empty. */
export function heapPop(b: Board): number {
  const top = at(b.heapTask, 0);
  const size = at(b.header, HEAP_SIZE) - 1;
  b.header[HEAP_SIZE] = size;
  const time = at(b.heapAt, size);
  const entry = at(b.heapTask, size);
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= size) break;
    const right = child + 1;
    if (right < size && isBefore(b, right, at(b.heapAt, child), at(b.heapTask, child))) child++;
    if (!isBefore(b, child, time, entry)) break;
    b.heapAt[i] = at(b.heapAt, child);
    b.heapTask[i] = at(b.heapTask, child);
    i = child;
  }
  b.heapAt[i] = time;
  b.heapTask[i] = entry;
  return top;
}
