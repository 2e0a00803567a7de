import type { Lane, Ms, Task } from "./types.ts";

/** What must hold of every trace, by name. */
export type Invariant =
  | "finite-times" //        every time is a finite number
  | "inside-duration" //     nothing lies outside [0, duration]
  | "ordered-spans" //       spans are half-open, longer than 0 and in order
  | "one-task-per-lane" //   a lane runs, or is held by, one task at a time
  | "one-state-per-task" //  a task is in one state at a time
  | "settles-once" //        every task settles exactly once and nothing follows
  | "known-ids" //           tasks and lanes exist, and ids are their indexes
  | "whole-steps" //         a step is an index: a whole number from 0
  | "known-outcome"; //      tasks are done, failed, timed-out or cancelled

/** A trace that cannot have happened: a bug in whoever wrote it. `message` is a sentence. */
export class TraceError extends Error {
  override readonly name = "TraceError";
  readonly invariant: Invariant;
  constructor(invariant: Invariant, message: string) {
    super(message);
    this.invariant = invariant;
  }
}

/** Who a sentence is about. */
interface Named {
  readonly tasks: readonly Task[];
  readonly lanes: readonly Lane[];
}

export const nameTask = ({ tasks }: Named, id: number): string =>
  tasks[id] === undefined ? `Task ${id}` : `Task ${id} (${tasks[id].label})`;

export const nameLane = ({ lanes }: Named, id: number): string =>
  lanes[id] === undefined ? `lane ${id}` : `lane ${id} (${lanes[id].label})`;

/** "12.346 ms": to the microsecond, more where that says nothing. */
export const nameTime = (at: Ms): string =>
  Number.isFinite(at)
    ? `${Number(at.toFixed(3)) === at ? at : Number(at.toPrecision(9))} ms`
    : `${at}`;
