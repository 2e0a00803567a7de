import { simulate } from "../../model/machine/simulate.ts";
import { modelById } from "../../plan/models.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Ms } from "../../trace/types.ts";

/** Predicting more steps than these takes over 20 ms, and is done for every plan that a knob passes. */
const MAX_STEPS = 40_000;

/** By plan: a plan is never changed, and asked about for every side of every rendering. */
const known = new WeakMap<Plan, { readonly makespan: Ms | undefined }>();

/**
 * How long a plan takes one task at a time on one lane, as predicted: what a speedup is against where that was not
 * measured. Undefined for plans that are too large, can't be predicted or stand still (deadlock). Never throws.
 */
export function sequentialMakespan(plan: Plan): Ms | undefined {
  const found = known.get(plan) ?? { makespan: predictSequential(plan) };
  known.set(plan, found);
  return found.makespan;
}

function predictSequential(plan: Plan): Ms | undefined {
  try {
    const steps = plan.tasks.reduce(
      (n, { steps, retries = 0 }) => n + steps.length * (1 + retries),
      0,
    );
    if (steps > MAX_STEPS) return undefined;
    const options = { lanes: 1, cores: 1, record: false };
    const { makespan, deadlock } = simulate(plan, modelById("sequential"), options);
    return deadlock === undefined ? makespan : undefined;
  } catch {
    // Whoever asked for a prediction of this plan is told why there is none: here nothing is missing but a ratio.
    return undefined;
  }
}
