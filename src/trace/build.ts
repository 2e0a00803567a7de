import { checkStep, checkTime, checkTrace, fail, isOutcome } from "./check.ts";
import { nameLane, nameTask, nameTime } from "./error.ts";
import { createFold, type Fold, type TraceHeader } from "./fold.ts";
import { clockTolerance } from "./order.ts";
import {
  type LaneEvent,
  laneOf,
  type Ms,
  type Task,
  type Trace,
  type TraceEvent,
  taskId,
} from "./types.ts";

/** Sums of durations differ by rounding (1e6 ms has a step of 1e-10 ms): 1 ns of overlap is none. */
const ROUNDING: Ms = 1e-6;

/**
 * Facts to a whole, checked trace.
 *
 * Measured lanes have clocks of their own. Within `clockTolerance` (the larger of clock skew and clock step) a
 * hand-over that looks reversed is put right (`untangle`), a lane that looks held twice is cut (`trimOverlaps`),
 * and a time just outside the run is moved to its edge; beyond that, broken invariants throw.
 *
 * @param events in any order; facts of one task at the same instant in the order in which they happened
 * @param duration ms; by default until the last fact
 * @throws TraceError naming the invariant, the task or lane, and the time
 */
export function buildTrace(
  header: TraceHeader,
  events: readonly TraceEvent[],
  laneEvents: readonly LaneEvent[],
  duration?: Ms,
): Trace {
  const tolerance = clockTolerance(header.provenance);
  const whole = duration ?? lastTime(events, laneEvents);
  const fold = createFold(header, Math.max(tolerance, ROUNDING));
  const inside = <F extends TraceEvent | LaneEvent>(fact: F): F =>
    moveInside(header, fact, whole, tolerance);
  for (const event of events) checkEvent(header, event);
  for (const event of laneEvents) checkLaneEvent(header, event);
  fold.push(events.map(inside), laneEvents.map(inside));
  for (const { id } of header.tasks) checkSettlesOnce(header, fold, id);
  const trace = fold.snapshot(whole);
  checkTrace(trace);
  return trace;
}

/**
 * The facts that settle, as cancelled at `at`, every task that `events` leave unsettled:
 * what Stop adds before `buildTrace`.
 */
export function cancelUnsettled(
  tasks: readonly Task[],
  events: readonly TraceEvent[],
  at: Ms,
): TraceEvent[] {
  const settled = new Set(events.filter((e) => e.state.is === "settled").map((e) => e.task));
  return tasks
    .filter(({ id }) => !settled.has(id))
    .map(({ id }) => ({ at, task: id, state: { is: "settled", outcome: "cancelled" } }));
}

function lastTime(events: readonly TraceEvent[], laneEvents: readonly LaneEvent[]): Ms {
  let last: Ms = 0;
  for (const { at } of events) if (at > last) last = at;
  for (const { at } of laneEvents) if (at > last) last = at;
  return last;
}

/** The fact, moved to the edge of the run if it lies outside by no more than `tolerance`. */
function moveInside<F extends TraceEvent | LaneEvent>(
  header: TraceHeader,
  fact: F,
  duration: Ms,
  tolerance: Ms,
): F {
  const { at } = fact;
  if (at >= 0 && at <= duration) return fact;
  if (at >= -tolerance && at < 0) return { ...fact, at: 0 };
  if (at > duration && at <= duration + tolerance) return { ...fact, at: duration };
  const who = "task" in fact ? nameTask(header, fact.task) : nameLane(header, fact.lane);
  checkTime(at, duration, () => `${who} has a fact`);
  return fact;
}

function checkEvent(header: TraceHeader, event: TraceEvent): void {
  const { task, state, at, step } = event;
  if (header.tasks[task] === undefined)
    fail("known-ids", `Task ${task} is ${state.is} at ${nameTime(at)}, but there is no such task.`);
  checkStep(step, () => `${nameTask(header, task)} is ${state.is}`);
  const lane = laneOf(state);
  if (lane !== undefined && header.lanes[lane] === undefined)
    fail(
      "known-ids",
      `${nameTask(header, task)} is ${state.is} at ${nameTime(at)} on lane ${lane}, which does not exist.`,
    );
  if (state.is === "settled" && !isOutcome(state.outcome))
    fail(
      "known-outcome",
      `${nameTask(header, task)} settles as "${state.outcome}", no known outcome.`,
    );
}

function checkLaneEvent(header: TraceHeader, event: LaneEvent): void {
  if (header.lanes[event.lane] === undefined)
    fail(
      "known-ids",
      `Lane ${event.lane} is ${event.state} at ${nameTime(event.at)}, but there is no such lane.`,
    );
}

function checkSettlesOnce(header: TraceHeader, fold: Fold, index: number): void {
  const facts = fold.facts(taskId(index));
  const first = facts.findIndex((f) => f.state.is === "settled");
  const settled = facts[first];
  if (settled === undefined) fail("settles-once", `${nameTask(header, index)} never settles.`);
  const next = facts[first + 1];
  if (next === undefined) return;
  const again = next.state.is === "settled" ? "settles again" : `is ${next.state.is} again`;
  fail(
    "settles-once",
    `${nameTask(header, index)} settled at ${nameTime(settled.at)} and ${again} at ${nameTime(next.at)}.`,
  );
}
