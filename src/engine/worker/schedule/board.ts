import type { Plan } from "../../../plan/plan.ts";

/**
 * All that a run's scheduler knows, as typed arrays over one buffer, so that lanes can share it.
 *
 *   due      heap keys          │ Float64
 *   deadline per task           │
 *   times    EPOCH ..           │
 *   header   LOCK .. COUNTS     │ Int32
 *   per lane wake, idle, beat   │
 *   per task status, step, next, queue, deps, attempt, holder, lane
 *   per queue head, tail, size  │
 *   heap     tasks              │
 *   free     per resource; fill per channel; held per task x resource
 */
export interface Board {
  readonly buffer: ArrayBufferLike;
  readonly dims: Dims;
  readonly heapAt: Float64Array;
  readonly deadline: Float64Array;
  readonly wakeAt: Float64Array;
  readonly times: Float64Array;
  readonly header: Int32Array;
  /** Bumped, under the lock, to wake the lane that sleeps on it. */
  readonly wake: Int32Array;
  /** 0 busy, 1 idle, 2 idle and woken. */
  readonly idle: Int32Array;
  /** Bumped by a lane that is alive. */
  readonly beat: Int32Array;
  readonly status: Int32Array;
  readonly step: Int32Array;
  readonly next: Int32Array;
  /** Queue the task stands in, or -1. */
  readonly queue: Int32Array;
  readonly deps: Int32Array;
  readonly attempt: Int32Array;
  /** Lane that the task runs on or holds, or -1. */
  readonly holder: Int32Array;
  readonly head: Int32Array;
  readonly tail: Int32Array;
  readonly size: Int32Array;
  readonly heapTask: Int32Array;
  readonly free: Int32Array;
  readonly fill: Int32Array;
  readonly held: Int32Array;
}

export interface Dims {
  readonly tasks: number;
  readonly lanes: number;
  /** resources, and the compute lock as the last one */
  readonly resources: number;
  readonly channels: number;
}

/** Indices into `header`. */
export const LOCK = 0; //        0 free, else lane + 2 of its holder
export const STOP = 1; //        1: settle everything as cancelled
export const ARRIVED = 2; //     lanes that are ready to start
export const STARTED = 3; //     1: `times[EPOCH]` is set
export const HEAP_SIZE = 4;
export const CANCELLED = 5; //   1: `cancelAll` was done
const COUNTS = 8; //      tasks per status

/** Indices into `times`. */
export const EPOCH = 0;
export const ALL_BUSY_SINCE = 1;
/** Time of the last act on the board, by the clock of the lane that did it. */
export const LATEST = 2;

/** How the board has a task; `FUTURE`: its dependencies settled, its release time not reached. */
export type TaskStatus = number & { readonly brand: "TaskStatus" };
export const UNRELEASED = 0 as TaskStatus;
export const FUTURE = 1 as TaskStatus;
export const QUEUED = 2 as TaskStatus;
export const RUNNING = 3 as TaskStatus;
export const WAITING = 4 as TaskStatus;
export const BLOCKED = 5 as TaskStatus;
export const READY = 6 as TaskStatus;
export const SETTLED = 7 as TaskStatus;

/** Queue 0 is shared by the pool; then one per lane; then waiters per resource, putters and takers per channel. */
export const SHARED_QUEUE = 0;
export const laneQueue = (lane: number): number => 1 + lane;
export const resourceQueue = (d: Dims, resource: number): number => 1 + d.lanes + resource;
export const putQueue = (d: Dims, channel: number): number => 1 + d.lanes + d.resources + channel;
export const takeQueue = (d: Dims, channel: number): number =>
  1 + d.lanes + d.resources + d.channels + channel;

const HEADER = 24;
/** Heap entries per task: one wait or release and one deadline, and room for stale ones. */
const HEAP_PER_TASK = 4;

export const dimsOf = (plan: Plan, lanes: number): Dims => ({
  tasks: plan.tasks.length,
  lanes,
  resources: plan.resources.length + 1,
  channels: plan.channels.length,
});

function sizes(d: Dims) {
  const queues = 1 + d.lanes + d.resources + 2 * d.channels;
  const heap = HEAP_PER_TASK * d.tasks + 16;
  const doubles = heap + 2 * d.tasks + 8;
  const ints =
    HEADER +
    3 * d.lanes +
    7 * d.tasks +
    3 * queues +
    heap +
    d.resources +
    d.channels +
    d.tasks * d.resources;
  return { queues, heap, doubles, ints };
}

/** Bytes a board of these dimensions takes. */
export const boardBytes = (d: Dims): number => {
  const { doubles, ints } = sizes(d);
  return 8 * doubles + 4 * ints;
};

/** Views over a buffer of `boardBytes(d)` bytes. */
export function viewBoard(buffer: ArrayBufferLike, dims: Dims): Board {
  const { queues, heap, doubles } = sizes(dims);
  let d = 0;
  const f64 = (length: number): Float64Array => {
    const view = new Float64Array(buffer, d, length);
    d += 8 * length;
    return view;
  };
  let i = 8 * doubles;
  const i32 = (length: number): Int32Array => {
    const view = new Int32Array(buffer, i, length);
    i += 4 * length;
    return view;
  };
  const { tasks, lanes, resources, channels } = dims;
  return {
    buffer,
    dims,
    heapAt: f64(heap),
    deadline: f64(tasks),
    wakeAt: f64(tasks),
    times: f64(8),
    header: i32(HEADER),
    wake: i32(lanes),
    idle: i32(lanes),
    beat: i32(lanes),
    status: i32(tasks),
    step: i32(tasks),
    next: i32(tasks),
    queue: i32(tasks),
    deps: i32(tasks),
    attempt: i32(tasks),
    holder: i32(tasks),
    head: i32(queues),
    tail: i32(queues),
    size: i32(queues),
    heapTask: i32(heap),
    free: i32(resources),
    fill: i32(channels),
    held: i32(tasks * resources),
  };
}

/** A fresh board with nothing released. */
export function initBoard(board: Board, plan: Plan): void {
  board.queue.fill(-1);
  board.holder.fill(-1);
  board.next.fill(-1);
  board.head.fill(-1);
  board.tail.fill(-1);
  board.deadline.fill(Number.POSITIVE_INFINITY);
  plan.resources.forEach((r, k) => {
    board.free[k] = r.capacity;
  });
  board.free[plan.resources.length] = 1;
  plan.tasks.forEach((task, t) => {
    board.deps[t] = task.after.length;
  });
  board.header[COUNTS + UNRELEASED] = plan.tasks.length;
}

/** Typed arrays read as `number | undefined`; inside the board's bounds it is always a number. */
export const at = (array: Int32Array | Float64Array, index: number): number =>
  array[index] as number;

export const statusOf = (b: Board, task: number): TaskStatus => at(b.status, task) as TaskStatus;

export function setStatus(b: Board, task: number, status: TaskStatus): void {
  const old = COUNTS + statusOf(b, task);
  b.header[old] = at(b.header, old) - 1;
  b.header[COUNTS + status] = at(b.header, COUNTS + status) + 1;
  b.status[task] = status;
}

export const countOf = (b: Board, status: TaskStatus): number => at(b.header, COUNTS + status);
export const isOver = (b: Board): boolean => countOf(b, SETTLED) === b.dims.tasks;
