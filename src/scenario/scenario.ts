import type { Metrics } from "../metrics/measure.ts";
import type { ExecutionModel, ModelId } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import type { Trace } from "../trace/types.ts";

/** A number the learner turns. `step` counts from `min`; `integer` knobs have a whole-number step. */
export interface Knob {
  readonly id: string;
  readonly label: string;
  readonly unit?: "ms" | undefined;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly default: number;
}

export type KnobValues = Readonly<Record<string, number>>;

export type Group = "Basics" | "Waiting" | "Computing" | "Mixed" | "Sharing" | "Flow" | "Runtimes";

/** One finished run, as the sentences and the numbers see it. */
export interface Side {
  readonly model: ExecutionModel;
  readonly lanes: number;
  readonly trace: Trace;
  readonly metrics: Metrics;
}

/** Asked before the run, answered after it. */
interface Question {
  readonly ask: string;
  readonly choices: readonly string[];
  /** index into `choices` */
  readonly right: number;
  readonly because: string;
}

/** One idea: what should happen, and the words for it. Data: the lab, the engine and the model interpret it. */
export interface Scenario {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  /** One or two plain sentences under the title: what happens, and who waits for whom. */
  readonly idea: string;
  readonly question: Question;
  /** The models set side by side, two or (for the 2x2) four. */
  readonly models: readonly [ModelId, ModelId, ...ModelId[]];
  /** Pool lanes by default; absent: as many as the machine reports cores. */
  readonly lanes?: number;
  readonly knobs: readonly Knob[];
  /** Same knobs and seed, same plan, whatever executes it. All randomness is drawn here. */
  plan(knobs: KnobValues, seed: number): Plan;
  /** What you saw: one to four sentences computed from the runs on the screen (never canned). */
  saw(sides: readonly Side[], knobs: KnobValues): string[];
  /** Why: paragraphs in plain words; **term** marks the field's word for it. */
  readonly why: readonly string[];
  /** The neighbouring scenario to go to next. */
  readonly next: string;
}

export const defaultKnobs = (scenario: Pick<Scenario, "knobs">): KnobValues =>
  Object.fromEntries(scenario.knobs.map((k) => [k.id, k.default]));
