import type { JobName } from "../jobs/job.ts";
import type { Bytes, Ms, ResourceId, TaskId, WaitKind } from "../trace/types.ts";

type ChannelId = string;

/** One thing a task does. Times are wanted times, up to 1e12 ms: the engine measures what they became. */
export type Step =
  | {
      readonly do: "compute";
      readonly job: JobName;
      /** The job's own size, or "fit": as large as takes `estimate` on this machine (found by calibration). */
      readonly size: number | "fit";
      readonly estimate: Ms;
    }
  /** `for: 0` yields: the lane takes what else is due, then comes back. Over `timeout` the wait fails. */
  | { readonly do: "wait"; readonly on: WaitKind; readonly for: Ms; readonly timeout?: Ms }
  | { readonly do: "acquire" | "release"; readonly resource: ResourceId }
  | { readonly do: "put" | "take"; readonly channel: ChannelId };

export interface PlannedTask {
  readonly id: TaskId;
  readonly label: string;
  readonly kind: string;
  readonly releaseAt: Ms;
  /** Tasks that must have settled before this one is released. */
  readonly after: readonly TaskId[];
  readonly steps: readonly Step[];
  /** Milliseconds after release by which the task must settle, or it is timed out. */
  readonly deadline?: Ms;
  /** Further attempts after a failed or timed-out one, from the first step; at most a million. */
  readonly retries?: number;
  /** Lower goes first where the discipline is "priority" (predictions only); absent: 0. */
  readonly priority?: number;
  /** Bytes that lanes without shared memory must copy to take the task up: costs `copyPerMiB`; absent: 0. */
  readonly payload?: Bytes;
}

/** capacity 1 = mutex, n = semaphore. */
export interface Resource {
  readonly id: ResourceId;
  readonly capacity: number;
  readonly whenFull: "block" | "reject";
}

/** `capacity` "unbounded" never blocks a put. */
export interface Channel {
  readonly id: ChannelId;
  readonly capacity: number | "unbounded";
}

export interface Plan {
  readonly tasks: readonly PlannedTask[];
  readonly resources: readonly Resource[];
  readonly channels: readonly Channel[];
  /** Everything not settled by then is cancelled. */
  readonly cancelAfter?: Ms;
}

/** What a task asks of a core, by its plan. */
export const plannedCompute = (task: PlannedTask): Ms =>
  task.steps.reduce((sum, s) => sum + (s.do === "compute" ? s.estimate : 0), 0);
