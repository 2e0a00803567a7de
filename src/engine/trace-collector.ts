import { buildTrace, cancelUnsettled } from "../trace/build.ts";
import { createFold, type TraceHeader } from "../trace/fold.ts";
import {
  type LaneEvent,
  type LaneId,
  laneOf,
  type Ms,
  type TaskId,
  type Trace,
  type TraceEvent,
} from "../trace/types.ts";
import { decodeFacts } from "./worker/facts.ts";
import type { FactBatch } from "./worker/protocol.ts";

/** `loss`: a worker was lost and with it what it had not told; the sentence says so. */
export type Cut =
  | { readonly by: "nothing" }
  | { readonly by: "stop" }
  | { readonly by: "loss"; readonly error: string };

/** Takes the facts of a run as they come in, and gives the picture so far and the checked trace. */
export interface Collector {
  add(batch: FactBatch): void;
  addEvents(events: readonly TraceEvent[]): void;
  readonly settled: number;
  readonly latest: Ms;
  snapshot(now: Ms): Trace;
  /**
   * @param cut why the run was cut short, if it was: loose ends are tied first
   * @throws TraceError when the facts contradict each other
   */
  build(cut: Cut): Trace;
}

export function createCollector(header: TraceHeader, names: readonly string[]): Collector {
  const fold = createFold(header);
  const events: TraceEvent[] = [];
  const laneEvents: LaneEvent[] = [];
  const settled = new Set<number>();
  let latest = 0;

  function take(more: readonly TraceEvent[], moreOfLanes: readonly LaneEvent[]): void {
    for (const event of more) {
      events.push(event);
      latest = Math.max(latest, event.at);
      if (event.state.is === "settled") settled.add(event.task);
    }
    for (const event of moreOfLanes) laneEvents.push(event);
    fold.push(more, moreOfLanes);
  }

  return {
    add(batch) {
      const decoded = decodeFacts(batch.facts, batch.texts, names);
      take(decoded.events, decoded.laneEvents);
    },
    addEvents: (more) => take(more, []),
    get settled() {
      return settled.size;
    },
    get latest() {
      return latest;
    },
    snapshot: (now) => fold.snapshot(Math.max(now, latest)),
    build(cut) {
      const whole =
        cut.by === "nothing" ? events : completeCutRun(header, events, laneEvents, latest, cut);
      const end = whole.reduce((max, e) => Math.max(max, e.at), 0);
      return buildTrace(
        header,
        whole,
        laneEvents.filter((e) => e.at <= end),
        end,
      );
    },
  };
}

/**
 * What a run that was cut short leaves: a lane may have written a fact about a task that another settled at the
 * same moment, and a lost lane's last facts are gone. The first settlement counts; tasks without one are cancelled
 * at `at`, or have failed with the lane: a terminated worker goes on for up to 2 s and settles tasks on the shared
 * board that nobody will hear of.
 */
function completeCutRun(
  header: TraceHeader,
  events: readonly TraceEvent[],
  laneEvents: readonly LaneEvent[],
  at: Ms,
  cut: Cut,
): TraceEvent[] {
  const settledAt = new Map<number, Ms>();
  for (const e of events) {
    if (e.state.is !== "settled") continue;
    settledAt.set(e.task, Math.min(e.at, settledAt.get(e.task) ?? Number.POSITIVE_INFINITY));
  }
  const kept = new Set<number>();
  const told = events.filter((e) => {
    const end = settledAt.get(e.task) ?? Number.POSITIVE_INFINITY;
    if (e.state.is !== "settled") return e.at <= end;
    if (kept.has(e.task) || e.at > end) return false;
    kept.add(e.task);
    return true;
  });
  const clean = leaveLanes(
    told,
    laneEvents.filter((e) => e.state === "idle" && e.at <= at),
  );
  const loose = cancelUnsettled(header.tasks, clean, at);
  if (cut.by !== "loss") return [...clean, ...loose];
  const state = { is: "settled", outcome: "failed", error: cut.error } as const;
  return [...clean, ...loose.map((e) => ({ ...e, state }))];
}

/**
 * The coordinator settles tasks, and may be lost before it tells: whatever ran on a lane that has taken another task
 * or gone idle had left it by then. What became of it nobody knows, so it is `ready`.
 */
function leaveLanes(events: readonly TraceEvent[], idle: readonly LaneEvent[]): TraceEvent[] {
  const facts = [...events, ...idle].sort((a, b) => a.at - b.at);
  const onLane = new Map<LaneId, TraceEvent>();
  const laneOfTask = new Map<TaskId, LaneId>();
  const whole: TraceEvent[] = [];

  function vacate(lane: LaneId, at: Ms): void {
    const last = onLane.get(lane);
    if (last === undefined) return;
    whole.push({ at, task: last.task, state: { is: "ready" } });
    onLane.delete(lane);
    laneOfTask.delete(last.task);
  }

  for (const fact of facts) {
    if ("lane" in fact) {
      if ((onLane.get(fact.lane)?.at ?? fact.at) < fact.at) vacate(fact.lane, fact.at);
      continue;
    }
    const before = laneOfTask.get(fact.task);
    if (before !== undefined) onLane.delete(before);
    laneOfTask.delete(fact.task);
    const lane = laneOf(fact.state);
    if (lane !== undefined) {
      vacate(lane, fact.at);
      onLane.set(lane, fact);
      laneOfTask.set(fact.task, lane);
    }
    whole.push(fact);
  }
  return whole;
}
