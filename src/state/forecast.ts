import { criticalPath, lowerBound, lptSchedule, taskLength } from "../model/bounds.ts";
import { simulate } from "../model/simulate.ts";
import { checkPlan } from "../scenario/check-plan.ts";
import { type ExecutionModel, laneKinds } from "../scenario/models.ts";
import { type Plan, plannedCompute } from "../scenario/plan.ts";
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
  /** how many lanes could do anything useful: see `usefulLanes` */
  readonly useful: number;
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
  model: ExecutionModel,
  cores: number,
  makespans: readonly Ms[],
): Forecast {
  const [oneLane = 0] = makespans;
  const against = (time: (executing: number) => Ms): LanePoint[] =>
    makespans.map((_, i) => {
      const executing = Math.min(executors(model, i + 1, plan), cores);
      return { lanes: i + 1, speedup: ratio(oneLane, time(executing)) };
    });
  const lengths = plan.tasks.map(taskLength);
  return {
    cores,
    oneLane,
    total: makespans.reduce((sum, time) => sum + time, 0),
    predicted: makespans.map((time, i) => ({ lanes: i + 1, speedup: ratio(oneLane, time) })),
    limit: against((executing) => lowerBound(plan, executing)),
    longestFirst: isIndependent(plan)
      ? against((executing) => lptSchedule(lengths, executing).makespan)
      : [],
    useful: usefulLanes(plan, model, cores, oneLane),
  };
}

/** A plan that takes no time is as fast on any lanes. */
const ratio = (oneLane: Ms, time: Ms): number => (time > 0 ? oneLane / time : 1);

/** Lanes that can compute: a loop with a pool computes in the pool alone. */
const executors = (model: ExecutionModel, lanes: number, plan: Plan): number =>
  model.computeOn === "worker-pool" ? lanes : laneKinds(model, lanes, plan.tasks.length).length;

/**
 * How many lanes can be of use, which may be a fraction. A lane that is held while its task waits leaves its core to
 * others: with W ms of waiting for C ms of computing, cores x (1 + W/C) lanes keep the cores busy (Goetz et al., Java
 * Concurrency in Practice, 2006, section 8.2). And never more than the plan has to do at once: all of its work over
 * its longest chain.
 */
export function usefulLanes(plan: Plan, model: ExecutionModel, cores: number, oneLane: Ms): number {
  const compute = plan.tasks.reduce((sum, task) => sum + plannedCompute(task), 0);
  const waiting = plan.tasks.reduce((sum, task) => sum + taskLength(task), 0) - compute;
  const held = model.whileWaiting === "holds-lane" ? waiting : 0;
  const busy = compute > 0 ? cores * (1 + held / compute) : Number.POSITIVE_INFINITY;
  const chain = criticalPath(plan);
  return Math.max(1, Math.min(busy, chain > 0 ? oneLane / chain : 1));
}

/** Nothing but computing, all of it there from the beginning: what LPT is about. */
const isIndependent = (plan: Plan): boolean =>
  plan.tasks.every(
    ({ releaseAt, after, steps }) =>
      releaseAt === 0 && after.length === 0 && steps.every((step) => step.do === "compute"),
  );
