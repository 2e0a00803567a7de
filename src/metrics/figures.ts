import { formatBytes, formatCount, formatMs, formatRatio, formatShare } from "./format.ts";
import type { Metrics } from "./measure.ts";

type MetricUnit = "ms" | "tasks/s" | "tasks" | "lanes" | "share" | "bytes" | "ratio" | "count";

/** One figure of `Metrics`, as the numbers panel lists it. */
export interface MetricInfo {
  /** its path in `Metrics`, the program's own name for it */
  readonly id: string;
  readonly label: string;
  readonly unit: MetricUnit;
  /** which way is good, if any */
  readonly better: "low" | "high" | "neither";
  /** one plain sentence */
  readonly explain: string;
  /** undefined: not known of this run */
  read(metrics: Metrics): number | undefined;
}

/** Every figure of a run, the most telling first. */
export const METRICS: readonly MetricInfo[] = [
  {
    id: "makespan",
    label: "Makespan",
    unit: "ms",
    better: "low",
    explain: "The time from the start of the run until its last task settled.",
    read: (m) => m.makespan,
  },
  {
    id: "inProgressPeak",
    label: "In progress, peak",
    unit: "tasks",
    better: "neither",
    explain: "The most tasks that had started and not yet settled at one instant: the concurrency.",
    read: (m) => m.inProgressPeak,
  },
  {
    id: "executingPeak",
    label: "Executing, peak",
    unit: "lanes",
    better: "neither",
    explain: "The most lanes that were executing a task at one instant: the parallelism.",
    read: (m) => m.executingPeak,
  },
  {
    id: "executingMean",
    label: "Executing, mean",
    unit: "lanes",
    better: "neither",
    explain: "How many lanes were executing a task, on average over the makespan.",
    read: (m) => m.executingMean,
  },
  {
    id: "speedup",
    label: "Speedup",
    unit: "ratio",
    better: "high",
    explain: "How many times shorter the makespan is than that of the same work one at a time.",
    read: (m) => m.speedup?.value,
  },
  {
    id: "efficiency",
    label: "Efficiency",
    unit: "share",
    better: "high",
    explain: "The speedup divided by the number of lanes.",
    read: (m) => m.efficiency?.value,
  },
  {
    id: "throughput",
    label: "Throughput",
    unit: "tasks/s",
    better: "high",
    explain: "How many tasks settled per second, those that were cancelled aside.",
    read: (m) => m.throughput,
  },
  {
    id: "latency.mean",
    label: "Latency, mean",
    unit: "ms",
    better: "low",
    explain: "The time from a task's release until it settled, on average.",
    read: (m) => m.latency.mean,
  },
  {
    id: "latency.p50",
    label: "Latency, median",
    unit: "ms",
    better: "low",
    explain: "Half of the tasks settled within this time of their release.",
    read: (m) => m.latency.p50,
  },
  {
    id: "latency.p95",
    label: "Latency, p95",
    unit: "ms",
    better: "low",
    explain: "Of 100 tasks, 95 settled within this time of their release.",
    read: (m) => m.latency.p95,
  },
  {
    id: "latency.p99",
    label: "Latency, p99",
    unit: "ms",
    better: "low",
    explain: "Of 100 tasks, 99 settled within this time of their release.",
    read: (m) => m.latency.p99,
  },
  {
    id: "latency.max",
    label: "Latency, longest",
    unit: "ms",
    better: "low",
    explain: "The longest time from a task's release until it settled.",
    read: (m) => m.latency.max,
  },
  {
    id: "waitingForLane.mean",
    label: "Waiting for a lane, mean",
    unit: "ms",
    better: "low",
    explain: "How long a task could have run while no lane took it, on average.",
    read: (m) => m.waitingForLane.mean,
  },
  {
    id: "waitingForLane.max",
    label: "Waiting for a lane, longest",
    unit: "ms",
    better: "low",
    explain: "The longest that one task could have run while no lane took it.",
    read: (m) => m.waitingForLane.max,
  },
  {
    id: "utilisation.mean",
    label: "Utilisation, mean",
    unit: "share",
    better: "high",
    explain: "The share of the makespan in which a lane was executing, on average over the lanes.",
    read: (m) => m.utilisation.mean,
  },
  {
    id: "busy",
    label: "Busy",
    unit: "ms",
    better: "neither",
    explain: "The time that all lanes together spent executing tasks.",
    read: (m) => m.busy,
  },
  {
    id: "contextSwitches",
    label: "Context switches",
    unit: "count",
    better: "low",
    explain: "How often a lane started to run another task than the one it ran before.",
    read: (m) => m.contextSwitches,
  },
  {
    id: "queuePeak",
    label: "Queue, peak",
    unit: "tasks",
    better: "low",
    explain: "The most tasks that could have run at one instant while no lane took them.",
    read: (m) => m.queuePeak,
  },
  {
    id: "memoryEstimate",
    label: "Memory, estimated",
    unit: "bytes",
    better: "low",
    explain:
      "What the lanes and the tasks in progress at the peak typically cost in such a runtime.",
    read: (m) => m.memoryEstimate,
  },
  {
    id: "outcomes.done",
    label: "Done",
    unit: "tasks",
    better: "high",
    explain: "Tasks that ended as planned.",
    read: (m) => m.outcomes.done,
  },
  {
    id: "outcomes.failed",
    label: "Failed",
    unit: "tasks",
    better: "low",
    explain: "Tasks that ended with an error.",
    read: (m) => m.outcomes.failed,
  },
  {
    id: "outcomes.timedOut",
    label: "Timed out",
    unit: "tasks",
    better: "low",
    explain: "Tasks that ended because a time limit passed.",
    read: (m) => m.outcomes.timedOut,
  },
  {
    id: "outcomes.cancelled",
    label: "Cancelled",
    unit: "tasks",
    better: "low",
    explain: "Tasks that were ended before they were finished.",
    read: (m) => m.outcomes.cancelled,
  },
];

/** A figure with its unit: "1.92 s", "4.70×", "100"; what tasks and lanes are counted in, the label says. */
export function formatMetric(value: number, unit: MetricUnit): string {
  switch (unit) {
    case "ms":
      return formatMs(value);
    case "tasks/s":
      return `${formatCount(value)}\u202F/s`;
    case "tasks":
    case "lanes":
    case "count":
      return formatCount(value);
    case "share":
      return formatShare(value);
    case "bytes":
      return formatBytes(value);
    case "ratio":
      return formatRatio(value);
    default:
      return unit satisfies never;
  }
}
