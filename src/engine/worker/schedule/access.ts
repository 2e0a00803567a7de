import type { TaskOutcome } from "../../../trace/types.ts";
import type { Coupled, Verdict } from "./resources.ts";

/** At once where the scheduler is in reach, later where it must be asked by message. */
export type Eventually<T> = T | Promise<T>;

/** `isNew`: to be started at its release time, else to be gone on with. `isFirst` of those in this turn. */
export type OnTask = (task: number, isNew: boolean, isFirst: boolean) => void;

/**
 * A lane's way to the scheduler. `direct.ts` acts on the board itself (shared memory, or a single lane's own),
 * `remote.ts` sends messages to the coordinator; chosen once, when the run starts.
 */
export interface Scheduler {
  /** Pool lanes: the next task, waiting for one if need be; -1 when the run is over. */
  next(): Eventually<number>;
  /** Index of the step the task is at. */
  stepOf(task: number): number;
  goTo(task: number, step: number): void;
  /** An attempt failed; the task starts again from step 0 or is settled. @returns false if it is settled */
  failAttempt(task: number, outcome: TaskOutcome, error?: string): boolean;
  /** A loop's timer for a waiting task fired. @returns false if the task is settled, before or by this */
  endWait(task: number): boolean;
  /** A loop starts a task: notes its release. */
  begin(task: number): void;
  couple(task: number, step: Coupled): Eventually<Verdict>;
  /** Blocks this lane until a parked task that holds it may go on. @returns false if it was settled instead */
  granted(task: number): Eventually<boolean>;
  lockCompute(task: number): Eventually<Verdict>;
  unlockCompute(task: number): void;
  isComputeContended(): boolean;
  /** The task waits: on this lane's own timer, or holding it. */
  waiting(task: number): void;
  /** @returns false if the task was settled meanwhile */
  resumed(task: number): boolean;
  /** The task leaves the pool lane until `due`; any lane of the pool takes it up. */
  sleep(task: number, due: number): void;
  /** To the back of the queue. */
  yieldTask(task: number): void;
  /** From the loop to the pool, and back to the loop it came from. */
  offload(task: number): void;
  handBack(task: number): void;
  settle(task: number, outcome: TaskOutcome, error?: string): void;
  expire(task: number): void;
  deadlineOf(task: number): number;
  isCancelled(): boolean;
  cancelAll(): void;
  /** Holds this lane for `ms`, or until the run is cancelled. */
  hold(ms: number): Eventually<void>;
  /**
   * Loops: calls back, each time in a turn of the event loop, with the tasks that came to this lane, until the
   * run is over.
   */
  deliver(onTask: OnTask): Promise<void>;
  /** A sign of life, where the page can read it from the board. */
  beat(): void;
}
