import { criticalPath, lptSchedule, taskLength, totalCompute } from "../../model/laws/bounds.ts";
import { simulate } from "../../model/machine/simulate.ts";
import { checkPlan } from "../../plan/check-plan.ts";
import type { ExecutionModel } from "../../plan/models.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Ms } from "../../trace/types.ts";
import { stepsOf } from "../prediction/pace.ts";
import type { Unpredicted } from "../prediction/prediction.ts";

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
  /** the longest chain of arrivals, waits and computing, ms: no number of lanes ends earlier */
  readonly chain: Ms;
  readonly predicted: readonly LanePoint[];
  /** what no schedule can beat: all computing shared evenly (in one line under a lock), or the longest chain */
  readonly limit: readonly LanePoint[];
  /** the schedule "longest task first"; empty for plans that are more than independent computing */
  readonly longestFirst: readonly LanePoint[];
}

/** Work of more steps than this would take a second and more to predict for each number of lanes. */
const MAX_STEPS = 100_000;

/** Plain data: a worker can be asked for it. */
export interface ForecastRequest {
  readonly plan: Plan;
  readonly model: ExecutionModel;
  readonly cores: number;
  /** lanes, from 1 to so many */
  readonly most: number;
}

/** Undefined: aborted. An error: the message of what `forecast` threw. */
export type ForecastOutcome = Forecast | Unpredicted | undefined;

interface ForecastOptions extends Pick<ForecastRequest, "cores" | "most"> {
  /** waited for after each number of lanes; absent: the page gets a turn when it is due */
  readonly rest?: () => Promise<void>;
}

/**
 * Predicts 1 to `most` lanes on `cores` cores, in turns, so that the page never stands still for longer than one
 * prediction. Undefined when aborted.
 * @throws RangeError (rejection) for plans too large to predict so often; PlanError, PredictionError as `predict`
 */
export async function forecast(
  plan: Plan,
  model: ExecutionModel,
  { cores, most, rest = turns() }: ForecastOptions,
  signal: AbortSignal,
): Promise<Forecast | undefined> {
  checkPlan(plan);
  if (stepsOf(plan) > MAX_STEPS) {
    throw new RangeError("This work is too large to predict for every number of lanes.");
  }
  const chain = criticalPath(plan);
  const timesOn = timer(plan, model, cores, chain);
  const times: Times[] = [];
  for (let lanes = 1; lanes <= most; lanes++) {
    if (signal.aborted) return undefined;
    times.push(timesOn(lanes));
    await rest();
  }
  return signal.aborted ? undefined : { cores, chain, ...summed(times) };
}

/** A frame has 16 ms: after so much predicting, the page gets a turn. */
const TURN_MS = 8;

function turns(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < TURN_MS) return;
    await new Promise((resume) => setTimeout(resume, 0));
    began = performance.now();
  };
}

/** Makespans on one number of lanes. */
interface Times {
  readonly predicted: Ms;
  readonly limit: Ms;
  /** undefined for plans that are more than independent computing */
  readonly longestFirst: Ms | undefined;
}

function timer(
  plan: Plan,
  model: ExecutionModel,
  cores: number,
  chain: Ms,
): (lanes: number) => Times {
  const lengths = plan.tasks.map(taskLength);
  const compute = totalCompute(plan);
  // A lane that is held is taken by waiting as it is by computing.
  const held =
    model.whileWaiting === "holds-lane" ? lengths.reduce((sum, length) => sum + length, 0) : 0;
  const independent = isIndependent(plan);
  return (lanes) => {
    const executing = model.computeLock ? 1 : Math.min(lanes, cores);
    return {
      predicted: simulate(plan, model, { lanes, cores, record: false }).makespan,
      // The work law and the span law, as in `lowerBound`.
      limit: Math.max(compute / executing, chain, held / lanes),
      longestFirst: independent ? lptSchedule(lengths, executing).makespan : undefined,
    };
  };
}

function summed(times: readonly Times[]): Omit<Forecast, "cores" | "chain"> {
  const oneLane = times[0]?.predicted ?? 0;
  const against = (timeOf: (on: Times) => Ms | undefined): readonly LanePoint[] =>
    times.flatMap((on, i) => {
      const time = timeOf(on);
      return time === undefined ? [] : [{ lanes: i + 1, speedup: ratio(oneLane, time) }];
    });
  return {
    oneLane,
    total: times.reduce((sum, { predicted }) => sum + predicted, 0),
    predicted: against(({ predicted }) => predicted),
    limit: against(({ limit }) => limit),
    longestFirst: against(({ longestFirst }) => longestFirst),
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
