import { measure } from "../../metrics/measure.ts";
import { predict } from "../../model/predict.ts";
import {
  type Predicted,
  type PredictionOutcome,
  type PredictionRequest,
  unpredicted,
} from "./prediction.ts";
import { sequentialMakespan } from "./sequential.ts";

/** @throws PlanError for a bad plan, PredictionError for bad options or work too large; both name the field */
export function predictRun(request: PredictionRequest): Predicted {
  const { plan, model, ...options } = request;
  const { trace, deadlock } = predict(plan, model, options);
  const makespan = sequentialMakespan(plan);
  const against = makespan === undefined ? undefined : ({ makespan, how: "predicted" } as const);
  const metrics = measure(trace, {
    costs: { ...model.costs, ...options.costs },
    ...(against && { against }),
  });
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
