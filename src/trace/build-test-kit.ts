import type { TraceHeader } from "./fold.ts";
import { laneId, type TaskState, type TraceEvent, taskId } from "./types.ts";

/** A run of `tasks` tasks on `lanes` lanes, before anything happened. */
export const header = (
  tasks: number,
  lanes: number,
  clock?: { step: number; skew: number },
): TraceHeader => ({
  provenance:
    clock === undefined
      ? { kind: "predicted", cores: lanes, seed: 1 }
      : {
          kind: "measured",
          startedAt: "2026-01-01T00:00:00.000Z",
          cores: lanes,
          clockStep: clock.step,
          clockSkew: clock.skew,
          isolated: true,
          userAgent: "test",
        },
  lanes: Array.from({ length: lanes }, (_, i) => ({
    id: laneId(i),
    kind: "thread",
    label: `T${i}`,
  })),
  tasks: Array.from({ length: tasks }, (_, i) => ({
    id: taskId(i),
    label: `task ${i}`,
    kind: "job",
  })),
});

export const queued: TaskState = { is: "queued" };
export const ready: TaskState = { is: "ready" };
export const done: TaskState = { is: "settled", outcome: "done" };
export const cancelled: TaskState = { is: "settled", outcome: "cancelled" };
export const waiting: TaskState = { is: "waiting", on: "timer" };
export const running = (lane: number): TaskState => ({ is: "running", lane: laneId(lane) });
export const holding = (lane: number): TaskState => ({
  is: "waiting",
  on: "disk",
  holds: laneId(lane),
});
export const fact = (at: number, task: number, state: TaskState): TraceEvent => ({
  at,
  task: taskId(task),
  state,
});
