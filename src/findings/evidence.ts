import type { Metrics } from "../metrics/measure.ts";
import type { Summary } from "../metrics/repeat.ts";
import type { Plan } from "../plan/plan.ts";
import type { Ms, Trace } from "../trace/types.ts";

/**
 * What findings are made of: traces, plans and predictions, and nothing of how they came about. What the lab keeps of
 * a run is all of this and more.
 */

/** One run of a side, or the median of several. */
export interface RunEvidence {
  readonly trace: Trace;
  readonly metrics: Metrics;
  /** as calibrated on the machine that ran it */
  readonly plan: Plan;
  /** why the figures may be off, as a sentence; absent on a quiet machine */
  readonly noise?: string;
  readonly settings: { readonly coldStart: boolean };
}

/** What was expected of it. */
export interface PredictionEvidence {
  readonly trace: Trace;
  readonly metrics: Metrics;
}

/** A run, and what must be set to measure it again. */
export interface CardEvidence extends RunEvidence {
  /** "a" */
  readonly side: string;
  /** "Event loop", "Event loop, bounded" */
  readonly label: string;
  readonly ended: "complete" | "stopped";
  /** what readers of the figures must know; `text` is a sentence */
  readonly notes: readonly { readonly kind: string; readonly text: string }[];
  /** of the makespans of several runs; absent after a single one */
  readonly spread?: Summary & { readonly runs: readonly Ms[] };
  readonly settings: RunEvidence["settings"] & {
    readonly knobs: Readonly<Record<string, number | string | boolean>>;
    readonly seed: number;
  };
}

/** What the browser allows of what is measured. */
export interface MachineEvidence {
  /** isolated with shared memory; workers without it; no workers */
  readonly tier: "A" | "B" | "C";
  /** false: the browser reports no usable number of cores and one is assumed */
  readonly coresReported: boolean;
}
