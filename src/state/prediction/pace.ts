import { type Costs, laneKinds } from "../../plan/models.ts";
import { type Plan, plannedCompute } from "../../plan/plan.ts";
import type { Ms } from "../../trace/types.ts";
import type { PredictionRequest } from "./prediction.ts";

/** Work that takes longer belongs in a worker: the page would miss more than two frames. */
const MAX_MS = 50;
/** More steps than this are slow on any machine of today: a million a second would be fast. */
const MAX_STEPS = 100_000;
/**
 * Smaller plans, such as 2000 tasks of two steps, are never slow, and say little of larger ones; one measurement
 * alone may have met something else.
 */
const TELLING_STEPS = 5000;
const TELLING_TIMES = 3;

/** Steps that a prediction goes through, every retry counted. */
export const stepsOf = ({ tasks }: Plan): number =>
  tasks.reduce((sum, { steps, retries = 0 }) => sum + (steps.length + 1) * (1 + retries), 0);

/** How long a lane keeps a contested compute lock, as predicted, before it must let go, unless told otherwise. */
const LOCK_MS = 5;
/** A time slice is two changes of state, the lane's and its successor's. */
const STEPS_OF_SLICE = 2;

/** What a prediction goes through, in steps: those of the plan, and the time slices that its computing is cut into. */
export function workOf({
  plan,
  model,
  lanes,
  cores,
  quantum,
  lockSwitchInterval = LOCK_MS,
  costs = {},
}: Omit<PredictionRequest, "seed">): number {
  const laneCount = laneKinds(model, lanes, plan.tasks.length).length;
  const shares = laneCount > cores;
  const slices =
    (shares && quantum !== undefined ? 1 / quantum : 0) +
    (model.computeLock ? 1 / lockSwitchInterval : 0);
  if (slices === 0) return stepsOf(plan);
  const cut = computeOf(plan) + overheadsOf(plan, costs) + laneCount * (costs.startLane ?? 0);
  return stepsOf(plan) + STEPS_OF_SLICE * slices * cut;
}

const computeOf = ({ tasks }: Plan): Ms =>
  tasks.reduce((sum, task) => sum + plannedCompute(task) * (1 + (task.retries ?? 0)), 0);

/** As if every step had to be picked up and its task's payload copied for it. */
const overheadsOf = ({ tasks }: Plan, { switch: pickUp = 0, copyPerMiB = 0 }: Partial<Costs>): Ms =>
  tasks.reduce(
    (sum, { steps, retries = 0, payload = 0 }) =>
      sum + (steps.length + 1) * (1 + retries) * (pickUp + (payload / 2 ** 20) * copyPerMiB),
    0,
  );

/** How fast this machine predicts, by the best of what it was seen to do. */
interface Pace {
  took(steps: number, ms: Ms): void;
  isSlow(steps: number): boolean;
}

export function createPace(): Pace {
  let msPerStep = Number.POSITIVE_INFINITY;
  let times = 0;
  return {
    took(steps, ms) {
      if (steps < TELLING_STEPS) return;
      msPerStep = Math.min(msPerStep, ms / steps);
      times += 1;
    },
    isSlow: (steps) =>
      steps > MAX_STEPS ||
      (steps >= TELLING_STEPS && times >= TELLING_TIMES && msPerStep * steps > MAX_MS),
  };
}
