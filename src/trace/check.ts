import { type Invariant, nameLane, nameTask, nameTime, TraceError } from "./error.ts";
import { byLaneSpanStart, bySpanStart } from "./spans.ts";
import { laneOf, type Ms, type StepIndex, type TaskOutcome, type Trace } from "./types.ts";

const OUTCOMES: ReadonlySet<string> = new Set<TaskOutcome>([
  "done",
  "failed",
  "timed-out",
  "cancelled",
]);
export const isOutcome = (outcome: string): outcome is TaskOutcome => OUTCOMES.has(outcome);

/** Fails with the sentence, which is only put together when it is needed. */
export function fail(invariant: Invariant, sentence: string): never {
  throw new TraceError(invariant, sentence);
}

/**
 * Checks every invariant of a whole trace, exactly: no tolerance for clocks (`buildTrace` has applied it before).
 * One pass over the spans, O(spans + tasks + lanes).
 * @throws TraceError naming the first invariant that is broken, the task or lane, and the time
 */
export function checkTrace(trace: Trace): void {
  if (!Number.isFinite(trace.duration))
    fail("finite-times", `The duration of the trace is ${trace.duration}, which is not a time.`);
  if (trace.duration < 0)
    fail("inside-duration", `The duration of the trace is negative (${nameTime(trace.duration)}).`);
  checkIds(trace);
  checkSettled(trace);
  checkSpans(trace);
  checkLaneSpans(trace);
}

/** Above every step, so that columns of 32 bits hold them. */
const STEPS = 2 ** 31;

/** Fails unless `step`, where there is one, is an index. How many steps a task has, only its plan knows. */
export function checkStep(step: StepIndex | undefined, who: () => string): void {
  if (step !== undefined && !(Number.isInteger(step) && step >= 0 && step < STEPS))
    fail(
      "whole-steps",
      `${who()} at step ${step}; a step is a whole number from 0 to ${STEPS - 1}.`,
    );
}

function checkIds({ tasks, lanes }: Trace): void {
  for (const [i, { id }] of tasks.entries())
    if (id !== i) fail("known-ids", `The task at index ${i} has the id ${id}; an id is its index.`);
  for (const [i, { id, thread }] of lanes.entries()) {
    if (id !== i) fail("known-ids", `The lane at index ${i} has the id ${id}; an id is its index.`);
    if (thread !== undefined && (thread >= i || lanes[thread]?.thread !== undefined))
      fail(
        "known-ids",
        `The lane at index ${i} is a row of lane ${thread}, which is no thread before it.`,
      );
  }
}

function checkSettled(trace: Trace): void {
  const { tasks, settled } = trace;
  if (settled.length > tasks.length)
    fail("known-ids", `${settled.length} tasks settle, but there are only ${tasks.length}.`);
  for (const i of tasks.keys()) {
    const end = settled[i];
    if (end === undefined) fail("settles-once", `${nameTask(trace, i)} never settles.`);
    checkTime(end.at, trace.duration, () => `${nameTask(trace, i)} settles`);
    if (!isOutcome(end.outcome))
      fail("known-outcome", `${nameTask(trace, i)} settles as "${end.outcome}", no known outcome.`);
  }
}

function checkSpans(trace: Trace): void {
  const { spans, tasks, lanes, settled, duration } = trace;
  const taskEnd = new Float64Array(tasks.length);
  const laneEnd = new Float64Array(lanes.length);
  const laneTask = new Int32Array(lanes.length);
  let before = spans[0];
  for (const span of spans) {
    const { task, start, end, state, step } = span;
    const who = () => `${nameTask(trace, task)} is ${state.is}`;
    if (tasks[task] === undefined)
      fail("known-ids", `${who()} at ${nameTime(start)}, but the trace has no such task.`);
    checkInterval(start, end, duration, who);
    checkStep(step, who);
    if (before !== undefined && bySpanStart(before, span) > 0)
      fail("ordered-spans", `${who()} at ${nameTime(start)}, listed after a later span.`);
    before = span;

    const busyUntil = taskEnd[task] ?? 0;
    if (start < busyUntil)
      fail(
        "one-state-per-task",
        `${who()} from ${nameTime(start)}, but its state before lasts until ${nameTime(busyUntil)}.`,
      );
    taskEnd[task] = end;
    const settledAt = settled[task]?.at ?? duration;
    if (end > settledAt)
      fail(
        "settles-once",
        `${who()} until ${nameTime(end)}, but it settled at ${nameTime(settledAt)}.`,
      );

    const lane = laneOf(state);
    if (lane === undefined) continue;
    if (lanes[lane] === undefined)
      fail("known-ids", `${who()} at ${nameTime(start)} on lane ${lane}, which does not exist.`);
    const heldUntil = laneEnd[lane] ?? 0;
    if (start < heldUntil)
      fail(
        "one-task-per-lane",
        `${who()} on ${nameLane(trace, lane)} from ${nameTime(start)}, ` +
          `but ${nameTask(trace, laneTask[lane] ?? 0)} has it until ${nameTime(heldUntil)}.`,
      );
    laneEnd[lane] = end;
    laneTask[lane] = task;
  }
}

function checkLaneSpans(trace: Trace): void {
  const { laneSpans, lanes, duration } = trace;
  const laneEnd = new Float64Array(lanes.length);
  let before = laneSpans[0];
  for (const span of laneSpans) {
    const { lane, start, end, state } = span;
    const who = () => `The ${state} time of ${nameLane(trace, lane)}`;
    if (lanes[lane] === undefined)
      fail("known-ids", `${who()} at ${nameTime(start)} belongs to a lane that does not exist.`);
    checkInterval(start, end, duration, who);
    if (before !== undefined && byLaneSpanStart(before, span) > 0)
      fail("ordered-spans", `${who()} at ${nameTime(start)} is listed after a later one.`);
    before = span;
    const until = laneEnd[lane] ?? 0;
    if (start < until)
      fail(
        "ordered-spans",
        `${who()} starts at ${nameTime(start)}, inside another that lasts until ${nameTime(until)}.`,
      );
    laneEnd[lane] = end;
  }
}

function checkInterval(start: Ms, end: Ms, duration: Ms, who: () => string): void {
  checkTime(start, duration, who);
  checkTime(end, duration, who);
  if (end <= start)
    fail(
      "ordered-spans",
      `${who()} from ${nameTime(start)} to ${nameTime(end)}; a span must end after it starts.`,
    );
}

/** Fails unless `at` is a finite time inside [0, duration]. */
export function checkTime(at: Ms, duration: Ms, who: () => string): void {
  if (!Number.isFinite(at)) fail("finite-times", `${who()} at ${at}, which is not a time.`);
  if (at < 0 || at > duration)
    fail("inside-duration", `${who()} at ${nameTime(at)}, outside 0 to ${nameTime(duration)}.`);
}
