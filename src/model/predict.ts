import { checkPlan } from "../plan/check-plan.ts";
import type { ExecutionModel } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import type { Trace } from "../trace/types.ts";
import { type Deadlock, deadlockText } from "./machine/deadlock.ts";
import { simulate } from "./machine/simulate.ts";
import type { PredictOptions } from "./options.ts";
import { toTrace } from "./to-trace.ts";

export interface Prediction {
  readonly trace: Trace;
  /** The first one, if tasks waited for one another for ever. */
  readonly deadlock?: Deadlock & { readonly text: string };
}

/**
 * What a plan does under an execution model on a machine that is only imagined: virtual time, no clock, no
 * randomness; same arguments, same bytes. README.md says what it leaves out.
 * @throws PlanError for a bad plan, PredictionError for bad options, work too large, or an abort; both name the field
 */
export function predict(plan: Plan, model: ExecutionModel, options: PredictOptions): Prediction {
  checkPlan(plan);
  const simulation = simulate(plan, model, options);
  const trace = toTrace(plan, simulation);
  const { deadlock } = simulation;
  if (deadlock === undefined) return { trace };
  const text = deadlockText(deadlock, (task) => plan.tasks[task]?.label ?? `task ${task}`);
  return { trace, deadlock: { ...deadlock, text } };
}
