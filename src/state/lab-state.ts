import type { Machine, RunProgress } from "../engine/types.ts";
import { measure } from "../metrics/measure.ts";
import type { ModelId } from "../scenario/models.ts";
import type { Scenario } from "../scenario/types.ts";
import type { Ms, TaskId, Trace } from "../trace/types.ts";
import type { Failure } from "./failure.ts";
import type { SideResult } from "./result.ts";
import type { ScheduledRun } from "./schedule.ts";
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
  readonly trace: Trace;
}

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
  readonly live: Live | undefined;
  /** every result of this visit by its `key`: a knob turned back finds its figures again */
  readonly measured: Readonly<Record<string, SideResult>>;
  /** keys last shown, per scenario and side: what stays on the screen when the settings change */
  readonly shown: Readonly<Record<string, Partial<Readonly<Record<SideKey, string>>>>>;
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

/** Adds speedup and efficiency where the same plan was also measured one at a time. */
export function withSpeedup<V extends Pick<SideView, "result">>(views: readonly V[]): readonly V[] {
  const alone = views.find(
    ({ result }) => result?.model.id === "sequential" && result.ended === "complete",
  )?.result;
  if (alone === undefined) return views;
  const against = { makespan: alone.metrics.makespan, how: "measured" } as const;
  return views.map((view) => {
    const { result } = view;
    if (result?.work !== alone.work || result.ended !== "complete") return view;
    const metrics = measure(result.trace, { costs: result.model.costs, against });
    return { ...view, result: { ...result, metrics } };
  });
}
