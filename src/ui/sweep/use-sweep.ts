import { useMemo } from "react";
import { useStore } from "zustand";
import type { ModelId } from "../../plan/models.ts";
import type { Plan } from "../../plan/plan.ts";
import type { PlanScenario } from "../../scenario/scenario.ts";
import { maxLanes } from "../../state/settings.ts";
import type { Forecast } from "../../state/sweep/forecast.ts";
import { type Speedup, speedupsOf } from "../../state/sweep/speedups.ts";
import {
  type Sweep,
  type SweepPhase,
  type SweepResult,
  type SweepSubject,
  subjectOf,
  sweepPlan,
} from "../../state/sweep/sweep.ts";
import { fitSweep, type SweepFit } from "../../state/sweep/sweep-fit.ts";
import { useLab, useLabState } from "../use-lab.ts";
import { sweepOf } from "./sweep-of.ts";
import { useForecast } from "./use-forecast.ts";

/** Everything the panel shows of one subject. */
export interface SweepView {
  readonly sweep: Sweep;
  readonly phase: SweepPhase;
  /** the one being measured; else what the settings ask for */
  readonly subject: SweepSubject;
  readonly swept: SweepResult | undefined;
  /** as it was really run; else as it is planned */
  readonly plan: Plan;
  readonly points: readonly Speedup[];
  /** for this machine; undefined while it is computed, or impossible: see `why` */
  readonly forecast: Forecast | undefined;
  readonly why: string | undefined;
  readonly fit: SweepFit | undefined;
}

/**
 * @param modelId a model with a pool of lanes
 * @param variant of the work; undefined: of the side with that model
 */
export function useSweep(
  scenario: PlanScenario,
  modelId: ModelId,
  variant: string | undefined,
): SweepView {
  const lab = useLab();
  const sweep = sweepOf(lab);
  const settings = useLabState((s) => s.settings);
  const machine = useLabState((s) => s.machine);
  const phase = useStore(sweep.store, (s) => s.phase);
  const asked = useMemo(
    () => subjectOf(scenario, settings, modelId, variant),
    [scenario, settings, modelId, variant],
  );
  const subject = phase.is === "sweeping" ? phase.subject : asked;
  const swept = useStore(sweep.store, (s) => s.swept[subject.key]);
  const plan = usePlan(subject, swept);
  const known = useForecast(plan, subject.model, machine.cores, maxLanes(machine));
  const made = known?.is === "forecast" ? known.forecast : undefined;
  const points = useMemo(() => speedupsOf(swept?.measured ?? []), [swept]);
  const fit = useMemo(
    () => (made === undefined ? undefined : fitSweep(points, made.predicted)),
    [points, made],
  );
  const why = known?.is === "impossible" ? known.why : undefined;
  return { sweep, phase, subject, swept, plan, points, forecast: made, why, fit };
}

/** The same object for equal work, whatever else was set. */
function usePlan(subject: SweepSubject, swept: SweepResult | undefined): Plan {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which work it is; its settings change with the view, too
  const planned = useMemo(() => sweepPlan(subject), [subject.key]);
  return swept?.plan ?? planned;
}
