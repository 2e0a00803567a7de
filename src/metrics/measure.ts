import type { Bytes, LaneId, Ms, TaskOutcome, Trace } from "../trace/types.ts";

/** Times in ms. Names are the program's own wherever figures leave it. */
export interface Metrics {
  readonly makespan: Ms;
  /** Peak of tasks started and not yet settled: the run's concurrency. */
  readonly inProgressPeak: number;
  /** Peak of lanes executing a task: the run's parallelism. */
  readonly executingPeak: number;
  readonly executingMean: number;
  /** Tasks settled per second. */
  readonly throughput: number;
  /** Released to settled. */
  readonly latency: { mean: Ms; p50: Ms; p95: Ms; p99: Ms; max: Ms };
  /** Time a task spent queued or ready: it could run and no lane took it. */
  readonly waitingForLane: { mean: Ms; max: Ms };
  /** Share of the makespan each lane was executing, 0 to 1. */
  readonly utilisation: { lanes: readonly number[]; mean: number };
  /** Lane-milliseconds of executing. */
  readonly busy: Ms;
  /** Against the same plan one at a time; absent until that is known. */
  readonly speedup?: { value: number; against: "measured" | "predicted" };
  readonly efficiency?: { value: number; against: "measured" | "predicted" };
  readonly contextSwitches: number;
  /** Most tasks queued or ready at once. */
  readonly queuePeak: number;
  readonly memoryEstimate?: Bytes;
  readonly outcomes: { done: number; failed: number; timedOut: number; cancelled: number };
}

export type { LaneId, TaskOutcome, Trace };
