/** Milliseconds. Inside a Trace: since the run began. */
export type Ms = number;

/** A stretch of time: its first and last ms. */
export type TimeRange = readonly [Ms, Ms];
/** Bytes of memory. */
export type Bytes = number;
/** Index into `Trace.tasks`. */
export type TaskId = number & { readonly brand: "TaskId" };
/** Index into `Trace.lanes`. */
export type LaneId = number & { readonly brand: "LaneId" };
/**
 * Index into the steps of the task's plan (`PlannedTask.steps`), from 0. A retry starts again from 0.
 *
 * - *running*: the step that computes. What else a task does on a lane (acquire, release, put, take, begin a wait)
 *   is a moment and belongs to the computation before it; where it has not computed since it came to the lane or
 *   waited, to the step itself.
 * - *waiting*: the step that waits.
 * - *blocked*: the step that acquires, puts or takes; under a compute lock the one that is to compute.
 * - *ready*: the step that comes next, none after the last.
 * - *queued*, *settled*: none. No step has begun, or all have ended.
 *
 * Absent, too, where the source knows no steps (Chrome traces, files of version 1) and where none is left: a lane
 * that takes a task up only to settle it.
 */
export type StepIndex = number;
/** Name of a lock, semaphore or channel of the plan. */
export type ResourceId = string;

/** Something that executes at most one task at a time: an event loop, a pool thread, a process. */
export interface Lane {
  readonly id: LaneId;
  readonly kind: "event-loop" | "thread" | "process";
  readonly label: string;
  /** This is a further row of that thread, of a file whose slices on one thread partly overlap. */
  readonly thread?: LaneId;
}

/** A unit of work that starts, may wait, and settles. */
export interface Task {
  readonly id: TaskId;
  readonly label: string;
  /** What sort of work this is ("request", "query", "job"): tasks of one kind share a legend entry. */
  readonly kind: string;
}

export type WaitKind = "network" | "database" | "disk" | "timer";
export type TaskOutcome = "done" | "failed" | "timed-out" | "cancelled";

/** What a task is doing. Only `running` occupies a core; `waiting` and `blocked` may still hold a lane. */
export type TaskState =
  | { readonly is: "queued" } //                                        released, not yet picked up
  | { readonly is: "running"; readonly lane: LaneId }
  | { readonly is: "waiting"; readonly on: WaitKind; readonly holds?: LaneId }
  | { readonly is: "blocked"; readonly on: ResourceId; readonly holds?: LaneId }
  | { readonly is: "ready" } //                                         could run, its lane is busy
  | { readonly is: "settled"; readonly outcome: TaskOutcome; readonly error?: string };

export type SpanState = Exclude<TaskState, { is: "settled" }>;

/** The one kind of fact: this task became that state at this time. */
export interface TraceEvent {
  readonly at: Ms;
  readonly task: TaskId;
  readonly state: TaskState;
  readonly step?: StepIndex | undefined;
}

/** Lane facts no task owns: start-up, idling, the OS having taken the core away. */
export interface LaneEvent {
  readonly at: Ms;
  readonly lane: LaneId;
  /** `preempted` lasts until the next fact of the same lane; `resumed` ends it. */
  readonly state: "starting" | "idle" | "preempted" | "resumed";
}

/**
 * A task was in `state`, at `step`, during the half-open interval [start, end). Whoever makes many writes all five
 * fields, `step: undefined` too: objects of one shape, which a million of them are read faster for.
 */
export interface Span {
  readonly task: TaskId;
  readonly start: Ms;
  readonly end: Ms;
  readonly state: SpanState;
  readonly step?: StepIndex | undefined;
}

/** A lane was starting, idle or pre-empted during the half-open interval [start, end). */
export interface LaneSpan {
  readonly lane: LaneId;
  readonly start: Ms;
  readonly end: Ms;
  readonly state: "starting" | "idle" | "preempted";
}

/** How one task ended. Index = TaskId. */
export interface Settlement {
  readonly at: Ms;
  readonly outcome: TaskOutcome;
  readonly error?: string;
}

/** How we know. Travels inside the trace through export and import. */
export type Provenance =
  | {
      readonly kind: "measured";
      /** ISO 8601 */
      readonly startedAt: string;
      /** logical cores the browser reports */
      readonly cores: number;
      /** smallest step the clock was seen to take */
      readonly clockStep: Ms;
      /** worst disagreement between two lanes' clocks */
      readonly clockSkew: Ms;
      readonly isolated: boolean;
      readonly userAgent: string;
    }
  | { readonly kind: "predicted"; readonly cores: number; readonly seed: number }
  | {
      readonly kind: "imported";
      readonly from: "chrome-trace" | "overlap";
      readonly file: string;
    };

/**
 * What happened in one run: the value in the middle of the program.
 * `spans` are ordered by start, then task; `laneSpans` by start, then lane; `settled[i]` belongs to `tasks[i]`.
 */
export interface Trace {
  readonly version: 1;
  readonly provenance: Provenance;
  readonly lanes: readonly Lane[];
  readonly tasks: readonly Task[];
  readonly spans: readonly Span[];
  readonly laneSpans: readonly LaneSpan[];
  readonly settled: readonly Settlement[];
  readonly duration: Ms;
}

export const taskId = (index: number): TaskId => index as TaskId;
export const laneId = (index: number): LaneId => index as LaneId;

/** The step that a number says, or none: -1. */
export const stepIndex = (step: number): StepIndex | undefined => (step < 0 ? undefined : step);

/** The lane a span occupies or holds, if any. */
export function laneOf(state: TaskState): LaneId | undefined {
  switch (state.is) {
    case "running":
      return state.lane;
    case "waiting":
    case "blocked":
      return state.holds;
    case "queued":
    case "ready":
    case "settled":
      return undefined;
    default:
      return state satisfies never;
  }
}
