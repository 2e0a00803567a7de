import type { Plan } from "../../../plan/plan.ts";
import type { Tracer } from "../tracer.ts";
import type { Board } from "./board.ts";
import type { Topology } from "./topology.ts";

/**
 * What the scheduler decides by. It is plain functions over this (core.ts: what becomes of a task, assignment.ts: what a
 * lane gets, lines.ts, resources.ts, stuck.ts), called under the board's lock where it is shared; they never wait.
 * Their `now` is the caller's clock in ms since the run began.
 */
export interface Core {
  readonly b: Board;
  readonly plan: Plan;
  readonly topology: Topology;
  readonly dependents: readonly (readonly number[])[];
  readonly tracer: Tracer;
  /** Called after `board.wake[lane]` was bumped. */
  readonly notify: (lane: number) => void;
}

export function dependentsOf(plan: Plan): number[][] {
  const dependents: number[][] = plan.tasks.map(() => []);
  for (const task of plan.tasks) for (const before of task.after) dependents[before]?.push(task.id);
  return dependents;
}
