import { f64, grownF64, grownI32, grownU8, i32, noIds } from "../queues/arrays.ts";

/** What the log says of a task, as a small number: TaskState without its objects. */
export type LogState = number & { readonly brand: "LogState" };
export const QUEUED = 0 as LogState;
export const READY = 1 as LogState;
export const RUNNING = 2 as LogState;
export const WAITING = 3 as LogState;
export const BLOCKED = 4 as LogState;
export const SETTLED = 5 as LogState;

/** What the log says of a lane, as a small number: index into `LANE_STATES`. */
export type LaneLogState = number & { readonly brand: "LaneLogState" };
export const STARTING = 0 as LaneLogState;
export const PREEMPTED = 1 as LaneLogState;
export const RESUMED = 2 as LaneLogState;
export const LANE_STATES = ["starting", "preempted", "resumed"] as const;

/** In place of a step: the state is of none (see `StepIndex`). */
export const NO_STEP = -1;

/**
 * TraceEvents as columns, in the order of time. A task has at most one fact per instant, the last one: a state
 * that lasts 0 ms is not worth a row.
 */
export interface TaskLog {
  readonly on: boolean;
  count: number;
  at: Float64Array;
  task: Int32Array;
  /** `stateOf` and `whatOf` in one number: rows are written in random order, and each column costs a cache line */
  packed: Int32Array;
  /** WAITING, BLOCKED: the lane held meanwhile, or -1 */
  holds: Int32Array;
  /** index into `Program.op`, or NO_STEP */
  step: Int32Array;
  /** per task: its latest row, or -1 */
  readonly latest: Int32Array;
}

export interface LaneLog {
  readonly on: boolean;
  count: number;
  at: Float64Array;
  lane: Int32Array;
  state: Uint8Array;
}

export const createTaskLog = (on: boolean, tasks: number, room: number): TaskLog => ({
  on,
  count: 0,
  at: new Float64Array(on ? room : 0),
  task: new Int32Array(on ? room : 0),
  packed: new Int32Array(on ? room : 0),
  holds: new Int32Array(on ? room : 0),
  step: new Int32Array(on ? room : 0),
  latest: noIds(on ? tasks : 0),
});

export const createLaneLog = (on: boolean): LaneLog => ({
  on,
  count: 0,
  at: new Float64Array(0),
  lane: new Int32Array(0),
  state: new Uint8Array(0),
});

/** Writes down that a task is in a state, at a step, from `at` on. */
export function logTask(
  log: TaskLog,
  at: number,
  task: number,
  state: LogState,
  what: number,
  holds: number,
  step: number,
): void {
  if (!log.on) return;
  let row = i32(log.latest, task);
  if (row < 0 || f64(log.at, row) !== at) {
    row = log.count;
    if (row === log.at.length) growTaskLog(log);
    log.count = row + 1;
    log.at[row] = at;
    log.task[row] = task;
    log.latest[task] = row;
  }
  log.packed[row] = state | (what << 3);
  log.holds[row] = holds;
  log.step[row] = step;
}

export const stateOf = (log: TaskLog, row: number): LogState =>
  (i32(log.packed, row) & 7) as LogState;
/** RUNNING: the lane. WAITING: index of the wait kind. BLOCKED: the thing waited for (see `thingName`). */
export const whatOf = (log: TaskLog, row: number): number => i32(log.packed, row) >> 3;

/** The latest that is known of a task; undefined: nothing. */
export function latestState(log: TaskLog, task: number): LogState | undefined {
  const row = log.on ? i32(log.latest, task) : -1;
  return row < 0 ? undefined : stateOf(log, row);
}

/** Whether the latest that is known of a task is that it runs that step on that lane. */
export function runs(log: TaskLog, task: number, lane: number, step: number): boolean {
  if (latestState(log, task) !== RUNNING) return false;
  const row = i32(log.latest, task);
  return whatOf(log, row) === lane && i32(log.step, row) === step;
}

export function logLane(log: LaneLog, at: number, lane: number, state: LaneLogState): void {
  if (!log.on) return;
  if (log.count === log.at.length) {
    log.at = grownF64(log.at);
    log.lane = grownI32(log.lane);
    log.state = grownU8(log.state);
  }
  log.at[log.count] = at;
  log.lane[log.count] = lane;
  log.state[log.count] = state;
  log.count += 1;
}

function growTaskLog(log: TaskLog): void {
  log.at = grownF64(log.at);
  log.task = grownI32(log.task);
  log.packed = grownI32(log.packed);
  log.holds = grownI32(log.holds);
  log.step = grownI32(log.step);
}
