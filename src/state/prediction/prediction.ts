import type { Metrics } from "../../metrics/measure.ts";
import type { Discipline } from "../../model/options.ts";
import type { Costs, ExecutionModel } from "../../plan/models.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Ms, Trace } from "../../trace/types.ts";

/** One run to predict. Plain data: a worker can be asked for it. */
export interface PredictionRequest {
  readonly plan: Plan;
  readonly model: ExecutionModel;
  /** pool lanes; models of one lane, or one per task, ignore it */
  readonly lanes: number;
  /** 1 to 1024 */
  readonly cores: number;
  /** time slice of lanes that share cores; absent: they share them evenly, without slices */
  readonly quantum?: Ms | undefined;
  /** what a core loses when it turns to another lane (with a quantum only); absent: 0 */
  readonly switchCost?: Ms | undefined;
  /** how long a lane computes under a contested compute lock before it must let go; absent: 5 ms */
  readonly lockSwitchInterval?: Ms | undefined;
  /** which queued task a free lane takes; absent: "fifo" */
  readonly discipline?: Discipline | undefined;
  /** overheads, and what lanes and tasks keep in memory; absent: no overheads, the model's own memory */
  readonly costs?: Partial<Costs> | undefined;
  readonly seed: number;
}

/** What would happen, on ideal lanes. */
export interface Predicted {
  readonly trace: Trace;
  /** with speedup and efficiency against the same plan predicted one at a time */
  readonly metrics: Metrics;
  /** tasks that would wait for one another for ever, as a sentence */
  readonly deadlock?: string;
}

/** A prediction that can't be made: why, as a sentence. */
export interface Unpredicted {
  readonly error: string;
  /** names the field at fault; absent where none is */
  readonly fault?: string;
}

export type PredictionOutcome = Predicted | Unpredicted;

export const isPredicted = (outcome: PredictionOutcome | undefined): outcome is Predicted =>
  outcome !== undefined && "trace" in outcome;

export const unpredicted = (error: unknown): Unpredicted => ({
  error: `This can't be predicted: ${error instanceof Error ? error.message : String(error)}.`,
  ...(error instanceof TypeError ? { fault: error.message } : {}),
});
