import { type Metrics, measure } from "../metrics/measure.ts";
import { predict } from "../model/predict.ts";
import type { Costs, ExecutionModel } from "../scenario/models.ts";
import type { Plan } from "../scenario/plan.ts";
import type { Ms, Trace } from "../trace/types.ts";
import { aloneMakespan } from "./alone.ts";

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
  /** overheads; absent: none */
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
}

export type PredictionOutcome = Predicted | Unpredicted;

export const isPredicted = (outcome: PredictionOutcome | undefined): outcome is Predicted =>
  outcome !== undefined && "trace" in outcome;

/** @throws PlanError for a bad plan, PredictionError for bad options or work too large; both name the field */
export function predictRun(request: PredictionRequest): Predicted {
  const { plan, model, lanes, cores, quantum, costs, seed } = request;
  const { trace, deadlock } = predict(plan, model, {
    lanes,
    cores,
    seed,
    ...(quantum === undefined ? {} : { quantum }),
    ...(costs === undefined ? {} : { costs }),
  });
  const alone = aloneMakespan(plan);
  const against =
    alone === undefined ? undefined : ({ makespan: alone, how: "predicted" } as const);
  const metrics = measure(trace, { costs: model.costs, ...(against && { against }) });
  return { trace, metrics, ...(deadlock === undefined ? {} : { deadlock: deadlock.text }) };
}

/** As `predictRun`; what it can't predict is a sentence. Never throws. */
export function tryPredictRun(request: PredictionRequest): PredictionOutcome {
  try {
    return predictRun(request);
  } catch (error) {
    return unpredicted(error);
  }
}

export const unpredicted = (error: unknown): Unpredicted => ({
  error: `This can't be predicted: ${error instanceof Error ? error.message : String(error)}.`,
});
