import type { TraceHeader } from "../fold.ts";
import {
  type LaneEvent,
  laneId,
  type Ms,
  stepIndex,
  type TaskOutcome,
  type TaskState,
  type TraceEvent,
  taskId,
} from "../types.ts";

interface AnyRun {
  readonly header: TraceHeader;
  readonly events: readonly TraceEvent[];
  readonly laneEvents: readonly LaneEvent[];
}

const OUTCOMES: readonly TaskOutcome[] = ["done", "failed", "timed-out", "cancelled"];

/**
 * A run that could have happened, for property tests: `numbers` (whole, from 0) decide everything, so that a
 * failing one shrinks. 1 to 4 lanes, up to 11 tasks, each task's facts strictly increasing in time and in order,
 * times in quarters of a millisecond, so that sums are exact. Of two tasks in three the facts say their steps.
 */
export function anyRun(numbers: readonly number[]): AnyRun {
  const [l = 0, t = 0, ...steps] = numbers;
  const lanes = 1 + (l % 4);
  const tasks = t % 12;
  const laneFree: Ms[] = new Array<Ms>(lanes).fill(0);
  const taskTime: Ms[] = Array.from({ length: tasks }, (_, i) => (i % 3) / 4);
  const started = new Set<number>();
  const events: TraceEvent[] = [];
  const laneEvents: LaneEvent[] = [];
  const begun: number[] = new Array<number>(tasks).fill(0);
  const add = (at: Ms, task: number, state: TaskState) => {
    const step = state.is === "queued" || state.is === "settled" ? -1 : (begun[task] ?? 0);
    if (step >= 0 && state.is !== "ready") begun[task] = step + 1;
    events.push({
      at,
      task: taskId(task),
      state,
      step: task % 3 === 2 ? undefined : stepIndex(step),
    });
  };

  for (const step of tasks === 0 ? [] : steps) {
    const task = step % tasks;
    const lane = Math.floor(step / 7) % lanes;
    const length = (1 + (Math.floor(step / 3) % 8)) / 4;
    const released = taskTime[task] ?? 0;
    const start = Math.max(released, laneFree[lane] ?? 0);
    if (start > released) add(released, task, { is: started.has(task) ? "ready" : "queued" });
    started.add(task);
    add(start, task, { is: "running", lane: laneId(lane) });
    if (step % 5 === 0) {
      laneEvents.push({ at: start, lane: laneId(lane), state: "preempted" });
      laneEvents.push({ at: start + length / 2, lane: laneId(lane), state: "resumed" });
    }
    const pause = afterwards(step, lane);
    if (pause !== undefined) add(start + length, task, pause);
    const paused = pause === undefined ? 0 : length;
    const held = pause !== undefined && "holds" in pause ? paused : 0;
    laneFree[lane] = start + length + held;
    taskTime[task] = start + length + paused;
  }
  for (const [task, at] of taskTime.entries()) {
    add(at, task, {
      is: "settled",
      outcome: started.has(task) ? (OUTCOMES[(l + task) % 4] ?? "done") : "cancelled",
    });
  }
  return {
    header: {
      provenance: { kind: "predicted", cores: lanes, seed: l },
      lanes: Array.from({ length: lanes }, (_, i) => ({
        id: laneId(i),
        kind: "thread",
        label: `thread ${i}`,
      })),
      tasks: Array.from({ length: tasks }, (_, i) => ({
        id: taskId(i),
        label: `task ${i}`,
        kind: "job",
      })),
    },
    events,
    laneEvents,
  };
}

/** What the task does when it has run; undefined: it runs on at once, wherever it goes next. */
function afterwards(step: number, lane: number): TaskState | undefined {
  switch (Math.floor(step / 11) % 5) {
    case 0:
      return { is: "waiting", on: "network" };
    case 1:
      return { is: "waiting", on: "disk", holds: laneId(lane) };
    case 2:
      return { is: "blocked", on: "lock" };
    case 3:
      return { is: "blocked", on: "queue", holds: laneId(lane) };
    default:
      return undefined;
  }
}
