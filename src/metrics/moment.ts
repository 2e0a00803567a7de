import {
  type LaneId,
  type LaneSpan,
  laneOf,
  type Ms,
  type TaskId,
  type TaskState,
  type Trace,
} from "../trace/types.ts";

/** What a task is doing at one instant; `unreleased`: it is not there yet. */
export type TaskNow = TaskState | { readonly is: "unreleased" };

/** What a lane is doing at one instant. */
export type LaneNow =
  | { readonly is: "running"; readonly task: TaskId }
  /** the core was taken away from under the task */
  | { readonly is: "preempted"; readonly task: TaskId | undefined }
  /** its task waits or is blocked, and lets no other one in */
  | { readonly is: "held"; readonly task: TaskId }
  | { readonly is: "starting" | "idle" };

/** The state of everything at one instant. */
export interface Moment {
  /** ms since the run began; never past the trace's end */
  readonly at: Ms;
  /** by TaskId */
  readonly tasks: readonly TaskNow[];
  /** by LaneId */
  readonly lanes: readonly LaneNow[];
  /** the run was over: nothing happens at or after `at` */
  readonly ended: boolean;
}

/**
 * What every task and every lane was doing at `t` ms. Spans are half-open: at the instant one ends, the next one
 * counts. Before the run it is as it was at 0, after it as at its end. O(spans).
 */
export function momentOf(trace: Trace, t: Ms): Moment {
  const at = Math.max(0, Math.min(t, trace.duration));
  const tasks: TaskNow[] = trace.settled.map(({ at: end, outcome, error }) =>
    end <= at
      ? { is: "settled", outcome, ...(error === undefined ? {} : { error }) }
      : { is: "unreleased" },
  );
  const own = ownStates(trace, at);
  const lanes: LaneNow[] = trace.lanes.map(({ id }) =>
    own.get(id) === "starting" ? { is: "starting" } : { is: "idle" },
  );
  for (const { task, start, end, state } of trace.spans) {
    if (start > at) break;
    if (at >= end) continue;
    tasks[task] = state;
    const lane = laneOf(state);
    if (lane !== undefined) lanes[lane] = { is: state.is === "running" ? "running" : "held", task };
  }
  for (const [lane, state] of own) {
    const now = lanes[lane];
    if (state !== "preempted" || now === undefined) continue;
    lanes[lane] = { is: "preempted", task: "task" in now ? now.task : undefined };
  }
  return { at, tasks, lanes, ended: at >= trace.duration };
}

function ownStates({ laneSpans }: Trace, at: Ms): ReadonlyMap<LaneId, LaneSpan["state"]> {
  const found = new Map<LaneId, LaneSpan["state"]>();
  for (const { lane, start, end, state } of laneSpans) {
    if (start > at) break;
    if (at < end) found.set(lane, state);
  }
  return found;
}

/** The first instant after `t` at which a task or a lane changes in any of these; undefined: none does. */
export function nextEvent(traces: readonly Trace[], t: Ms): Ms | undefined {
  let next = Number.POSITIVE_INFINITY;
  for (const at of instants(traces)) if (at > t && at < next) next = at;
  return Number.isFinite(next) ? next : undefined;
}

/** The last instant before `t` at which a task or a lane changes in any of these; undefined: none does. */
export function previousEvent(traces: readonly Trace[], t: Ms): Ms | undefined {
  let last = Number.NEGATIVE_INFINITY;
  for (const at of instants(traces)) if (at < t && at > last) last = at;
  return Number.isFinite(last) ? last : undefined;
}

/** Every instant at which something changes, in no order and more than once: a step needs a scan, never a sort. */
function* instants(traces: readonly Trace[]): Generator<Ms> {
  for (const { spans, laneSpans, settled } of traces) {
    for (const list of [spans, laneSpans]) {
      for (const { start, end } of list) {
        yield start;
        yield end;
      }
    }
    for (const { at } of settled) yield at;
  }
}
