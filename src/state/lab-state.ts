import type { Machine, RunProgress } from "../engine/interface.ts";
import { measure } from "../metrics/measure.ts";
import type { ModelId } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Ms, TaskId, Trace } from "../trace/types.ts";
import type { Failure } from "./lab-failure.ts";
import type { Predicted, Unpredicted } from "./prediction/prediction.ts";
import type { SideResult } from "./result.ts";
import type { ScheduledRun } from "./run-order.ts";
import { type ActiveSide, activeSides, runKey, type Settings, type SideKey } from "./settings.ts";

/** A run under way. */
export interface Running {
  readonly is: "running";
  /** the scenario being run: the learner may look at another meanwhile */
  readonly scenario: string;
  readonly order: readonly ScheduledRun[];
  /** index into `order` */
  readonly step: number;
  readonly doing: RunProgress["phase"];
  readonly settled: number;
  readonly total: number;
  readonly stopping: boolean;
}

export type Phase = { readonly is: "idle" } | Running | ({ readonly is: "failed" } & Failure);

/** What grows while it is measured. Changes at up to 60 Hz: charts subscribe to it, React does not. */
export interface Live {
  readonly scenario: string;
  readonly side: SideKey;
  readonly modelId: ModelId;
  readonly variant?: string | undefined;
  readonly trace: Trace;
}

/** What one side should do by its settings, on ideal lanes and as many cores as this machine reports. */
export type SidePrediction =
  | (Predicted & {
      /** equal to `runKey` of the settings it is of */
      readonly key: string;
      /** equal to `workKey` of those settings */
      readonly work: string;
      /** equal to `basisKey` of those settings */
      readonly basis: string;
      /** as calibrated on this machine, where that was measured */
      readonly plan: Plan;
      readonly lanes: number;
    })
  | Unpredicted;

/** A sentence to read once and put away. */
export interface Notice {
  readonly id: number;
  readonly text: string;
}

export interface LabState {
  readonly machine: Machine;
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly phase: Phase;
  /** a sweep has the engine: Run is refused until it ends */
  readonly sweeping: boolean;
  readonly live: Live | undefined;
  /** every result of this visit by its `key`: a knob turned back finds its figures again */
  readonly measured: Readonly<Record<string, SideResult>>;
  /** keys last shown, per scenario and side: what stays on the screen when the settings change */
  readonly shown: Readonly<Record<string, Partial<Readonly<Record<SideKey, string>>>>>;
  /** of every side, always of these very settings; absent while a worker works it out */
  readonly predicted: Partial<Readonly<Record<SideKey, SidePrediction>>>;
  /** the choice picked per scenario, index into `question.choices` */
  readonly answers: Readonly<Record<string, number>>;
  readonly notices: readonly Notice[];
  readonly cursor: Ms | undefined;
  readonly selected: TaskId | undefined;
}

/** One side as the screen shows it. */
export interface SideView extends ActiveSide {
  readonly result: SideResult | undefined;
  /** the result belongs to earlier settings of this side */
  readonly stale: boolean;
}

/** The result of one side: of exactly these settings where there is one, else the last one shown, marked stale. */
export function sideView(
  state: Pick<LabState, "settings" | "measured" | "shown">,
  side: ActiveSide,
): SideView {
  const key = runKey(state.settings, side);
  const current = state.measured[key];
  if (current !== undefined) return { ...side, result: current, stale: false };
  const last = state.shown[state.settings.scenario]?.[side.key];
  const result = last === undefined ? undefined : state.measured[last];
  return { ...side, result, stale: result !== undefined };
}

export const sideViews = (
  state: Pick<LabState, "settings" | "measured" | "shown">,
): readonly SideView[] => activeSides(state.settings).map((side) => sideView(state, side));

/**
 * Adds speedup and efficiency to whole runs: against the same plan one at a time, measured where that was run,
 * else predicted; the metrics say which.
 */
export function withSpeedup<V extends Pick<SideView, "result">>(views: readonly V[]): readonly V[] {
  const alone = views.flatMap(({ result }) =>
    result?.model.id === "sequential" && result.ended === "complete" ? [result] : [],
  );
  return views.map((view) => {
    const { result } = view;
    if (result?.ended !== "complete") return view;
    const against = againstOf(result, alone);
    if (against === undefined) return view;
    const metrics = measure(result.trace, { costs: result.model.costs, against });
    return { ...view, result: { ...result, metrics } };
  });
}

function againstOf({ work, alone: makespan }: SideResult, alone: readonly SideResult[]) {
  const measured = alone.find((result) => result.work === work);
  if (measured !== undefined) {
    return { makespan: measured.metrics.makespan, how: "measured" } as const;
  }
  return makespan === undefined ? undefined : ({ makespan, how: "predicted" } as const);
}
