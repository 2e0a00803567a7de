import { lowerBound, lptSchedule, taskLength } from "../model/bounds.ts";
import { simulate } from "../model/simulate.ts";
import { checkPlan } from "../scenario/check-plan.ts";
import type { ExecutionModel } from "../scenario/models.ts";
import type { Plan } from "../scenario/plan.ts";
import type { Ms } from "../trace/types.ts";

/** A speedup against one lane that was computed, not measured. */
export interface LanePoint {
  readonly lanes: number;
  readonly speedup: number;
}

/** What a machine should make of a plan with each number of lanes. Speedups are against its own one lane. */
export interface Forecast {
  readonly cores: number;
  /** makespan on one lane, ms */
  readonly oneLane: Ms;
  /** the sum of all makespans of 1 to the most lanes, ms: how long to measure each once should take */
  readonly total: Ms;
  readonly predicted: readonly LanePoint[];
  /** what no schedule can beat: all computing shared evenly, or the longest chain */
  readonly limit: readonly LanePoint[];
  /** the schedule "longest task first"; empty for plans that are more than independent computing */
  readonly longestFirst: readonly LanePoint[];
}

/** Work of more steps than this would take a second and more to predict for each number of lanes. */
const MAX_STEPS = 100_000;
/** A frame has 16 ms: after so much predicting, the page gets a turn. */
const TURN_MS = 8;

/**
 * Predicts 1 to `most` lanes on `cores` cores, in turns, so that the page never stands still for longer than one
 * prediction. Undefined when aborted.
 * @throws RangeError (rejection) for plans too large to predict so often; PlanError, PredictionError as `predict`
 */
export async function forecast(
  plan: Plan,
  model: ExecutionModel,
  { cores, most }: { readonly cores: number; readonly most: number },
  signal: AbortSignal,
): Promise<Forecast | undefined> {
  checkPlan(plan);
  if (stepsOf(plan) > MAX_STEPS) {
    throw new RangeError("This work is too large to predict for every number of lanes.");
  }
  const makespans: Ms[] = [];
  let began = performance.now();
  for (let lanes = 1; lanes <= most; lanes++) {
    if (signal.aborted) return undefined;
    makespans.push(simulate(plan, model, { lanes, cores, record: false }).makespan);
    if (performance.now() - began < TURN_MS) continue;
    await new Promise((resume) => setTimeout(resume, 0));
    began = performance.now();
  }
  return signal.aborted ? undefined : summed(plan, model, cores, makespans);
}

const stepsOf = (plan: Plan): number =>
  plan.tasks.reduce((sum, { steps, retries = 0 }) => sum + steps.length * (1 + retries), 0);

function summed(
  plan: Plan,
  { whileWaiting }: ExecutionModel,
  cores: number,
  makespans: readonly Ms[],
): Forecast {
  const [oneLane = 0] = makespans;
  const against = (time: (executing: number, lanes: number) => Ms): LanePoint[] =>
    makespans.map((_, i) => ({
      lanes: i + 1,
      speedup: ratio(oneLane, time(Math.min(i + 1, cores), i + 1)),
    }));
  const lengths = plan.tasks.map(taskLength);
  const work = lengths.reduce((sum, length) => sum + length, 0);
  const holds = whileWaiting === "holds-lane";
  return {
    cores,
    oneLane,
    total: makespans.reduce((sum, time) => sum + time, 0),
    predicted: makespans.map((time, i) => ({ lanes: i + 1, speedup: ratio(oneLane, time) })),
    // A lane that is held is taken by waiting as it is by computing.
    limit: against((executing, lanes) =>
      Math.max(lowerBound(plan, executing), holds ? work / lanes : 0),
    ),
    longestFirst: isIndependent(plan)
      ? against((executing) => lptSchedule(lengths, executing).makespan)
      : [],
  };
}

/** A plan that takes no time is as fast on any lanes. */
const ratio = (oneLane: Ms, time: Ms): number => (time > 0 ? oneLane / time : 1);

/** Nothing but computing, all of it there from the beginning: what LPT is about. */
const isIndependent = (plan: Plan): boolean =>
  plan.tasks.every(
    ({ releaseAt, after, steps }) =>
      releaseAt === 0 && after.length === 0 && steps.every((step) => step.do === "compute"),
  );
