import type { Machine, RunProgress } from "../engine/interface.ts";
import type { ModelId } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Ms, TaskId, Trace } from "../trace/types.ts";
import type { Failure } from "./lab-failure.ts";
import type { LabResult } from "./lab-result.ts";
import type { MachineOwner } from "./machine-owner.ts";
import type { Predicted, Unpredicted } from "./prediction/prediction.ts";
import type { SideResult } from "./result.ts";
import type { ScheduledRun } from "./run-order.ts";
import type { Settings, SideKey } from "./settings.ts";

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

/** A memory lab under way. */
interface Measuring {
  readonly is: "measuring";
  readonly scenario: string;
  readonly stopping: boolean;
}

type Phase = { readonly is: "idle" } | Running | Measuring | ({ readonly is: "failed" } & Failure);

/** A scenario that was asked for and whose body is not there; the one before stays usable. */
export type Opening =
  | { readonly is: "loading"; readonly scenario: string }
  | { readonly is: "failed"; readonly scenario: string; readonly sentence: string };

/** What grows while it is measured, some pictures a second: charts subscribe to it, React does not. */
interface Live {
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
  /** another scenario that was asked for and has not come yet; undefined: none */
  readonly opening: Opening | undefined;
  /** who measures now */
  readonly owner: MachineOwner;
  /** how far the run is, or how the last one ended */
  readonly phase: Phase;
  readonly live: Live | undefined;
  /** every result of this visit by its `key`: a knob turned back finds its figures again */
  readonly measured: Readonly<Record<string, SideResult>>;
  /** key of the latest result, per scenario and side: what stays on the screen when the settings change */
  readonly latest: Readonly<Record<string, Partial<Readonly<Record<SideKey, string>>>>>;
  /** what each memory lab measured last, by scenario */
  readonly memory: Readonly<Record<string, LabResult>>;
  /** of every side, always of these very settings; absent while a worker works it out */
  readonly predicted: Partial<Readonly<Record<SideKey, SidePrediction>>>;
  /** the choice picked per scenario, index into `question.choices` */
  readonly answers: Readonly<Record<string, number>>;
  readonly notices: readonly Notice[];
  readonly cursor: Ms | undefined;
  readonly selected: TaskId | undefined;
}
