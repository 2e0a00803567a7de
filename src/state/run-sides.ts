import type { Engine, RunProgress } from "../engine/interface.ts";
import { measure } from "../metrics/measure.ts";
import { modelById } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import type { PlanScenario } from "../scenario/scenario.ts";
import { sideLabel, variantOf } from "../scenario/variants.ts";
import type { Ms } from "../trace/types.ts";
import { type MeasuredRun, type ResultSubject, resultOf, type SideResult } from "./result.ts";
import type { ScheduledRun } from "./run-order.ts";
import {
  type ActiveSide,
  activeSides,
  basisKey,
  problemKey,
  runKey,
  type Settings,
  type SideKey,
  workKey,
} from "./settings.ts";

export interface RunObserver {
  /** A run begins: `order[step]`. */
  readonly onStep: (step: number) => void;
  readonly onProgress: (side: ActiveSide, progress: RunProgress) => void;
  /** A run ended: all runs of that side so far as one result. */
  readonly onResult: (result: SideResult) => void;
}

/**
 * Measures every run of `order`, one after the other, never two at once, and reports each side's result as it
 * comes, so that nothing measured is lost when a later run fails or is stopped.
 *
 * @throws EngineError (rejection) and whatever `plan()` throws
 */
export async function runSides(
  engine: Engine,
  scenario: PlanScenario,
  settings: Settings,
  order: readonly ScheduledRun[],
  signal: AbortSignal,
  observer: RunObserver,
): Promise<"complete" | "stopped"> {
  const planOf = planner(scenario, settings);
  const sides = new Map(activeSides(settings).map((side) => [side.key, side]));
  const runs = new Map<SideKey, MeasuredRun[]>();
  for (const [step, { side: key }] of order.entries()) {
    const side = sides.get(key);
    if (side === undefined) continue;
    if (signal.aborted) return "stopped";
    observer.onStep(step);
    const plan = planOf(side);
    const model = modelById(side.modelId);
    const ran = await engine.run({
      plan,
      model,
      lanes: settings.lanes,
      coldStart: settings.coldStart,
      signal,
      onProgress: (progress) => observer.onProgress(side, progress),
    });
    const all = [
      ...(runs.get(key) ?? []),
      {
        ...ran,
        metrics: measure(ran.trace, { costs: model.costs }),
        sequential: await sequentialOf(ran.plan),
      },
    ];
    runs.set(key, all);
    const result = resultOf(subjectOf(scenario, settings, side), all);
    if (result !== undefined && hasFacts(ran)) observer.onResult(result);
    if (ran.ended === "stopped") return "stopped";
  }
  return "complete";
}

/** Sides of one variant get the very same plan. */
function planner(scenario: PlanScenario, { knobs, seed }: Settings): (side: ActiveSide) => Plan {
  const plans = new Map<string | undefined, Plan>();
  return ({ variant }) => {
    const known = plans.get(variant) ?? scenario.plan(knobs, seed, variant);
    plans.set(variant, known);
    return known;
  };
}

function subjectOf(scenario: PlanScenario, settings: Settings, side: ActiveSide): ResultSubject {
  const model = modelById(side.modelId);
  const variant = variantOf(scenario, side.variant);
  return {
    side: side.key,
    key: runKey(settings, side),
    work: workKey(settings, side),
    problem: problemKey(settings),
    basis: basisKey(scenario, settings, side),
    variant,
    model,
    label: sideLabel(model, variant),
    lanes: settings.lanes,
    knobs: settings.knobs,
    settings,
  };
}

/** The predicting part of the page comes after its first load; without it a speedup is missing and nothing else. */
async function sequentialOf(plan: Plan): Promise<Ms | undefined> {
  const part = await import("./prediction/sequential.ts").catch(() => undefined);
  return part?.sequentialMakespan(plan);
}

/** A run stopped before anything started says nothing: what was on the screen before stays. */
const hasFacts = ({ ended, trace }: MeasuredRun | Awaited<ReturnType<Engine["run"]>>): boolean =>
  ended === "complete" || trace.spans.some((span) => span.state.is !== "queued");
