import type { Metrics } from "../metrics/measure.ts";
import type { ExecutionModel, ModelId } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import type { Trace } from "../trace/types.ts";

interface KnobName {
  /** its name in links and in the console: no other parameter of an address has it */
  readonly id: string;
  readonly label: string;
}

/** A number the learner turns. `step` counts from `min`. Most knobs are numbers: `is` may be left out. */
export interface NumberKnob extends KnobName {
  readonly is?: "number" | undefined;
  readonly unit?: "ms" | undefined;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly default: number;
}

/** One of a few. */
export interface ChoiceKnob extends KnobName {
  readonly is: "choice";
  /** at least two; values begin with a letter, so that no link takes one for a number */
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly default: string;
}

/** On or off. */
export interface SwitchKnob extends KnobName {
  readonly is: "switch";
  readonly default: boolean;
}

/** What the learner turns: the same for every side. */
export type Knob = NumberKnob | ChoiceKnob | SwitchKnob;
export type KnobValue = Knob["default"];
export type KnobValues = Readonly<Record<string, KnobValue>>;

/** One way to do the work, or one limit of it: what a side chooses beside its model. */
export interface Variant {
  /** its name in links and in the console */
  readonly id: string;
  /** as it goes on after the model's name: "bounded" in "Event loop, bounded" */
  readonly label: string;
}

/** What sides may differ in besides their models. */
export interface Variants {
  /** what they are variants of: "Queue" of "unbounded" and "bounded" */
  readonly label: string;
  readonly all: readonly [Variant, Variant, ...Variant[]];
  /** id by side, in the order of `models` */
  readonly sides: readonly string[];
  /**
   * Whether the times of two variants may be set in a ratio ("2.0 times as fast"). Only where both get the same thing
   * done, as a queue does with and without a bound; not where one does less, as a fallback does, or does it wrong, as
   * a counter without a lock. The measured times stand beside each other in either case, and a speedup is against the
   * very same work one at a time, whatever is said here.
   */
  readonly comparable: boolean;
}

export type Group = "Basics" | "Waiting" | "Computing" | "Mixed" | "Sharing" | "Flow" | "Runtimes";

/** One finished run, as the sentences and the numbers see it. */
export interface Side {
  readonly model: ExecutionModel;
  /** of a scenario that has variants */
  readonly variant?: Variant | undefined;
  /** sides of equal basis may be set in a ratio; left out: all of them may */
  readonly basis?: string | undefined;
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

/** What a scenario of any kind has: its place among the others, its words, and what the learner turns. */
interface Lesson {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  /** One or two plain sentences under the title: what happens, and who waits for whom. */
  readonly idea: string;
  readonly question: Question;
  /** The models set side by side, by default. */
  readonly models: readonly ModelId[];
  /** Pool lanes by default; absent: as many as the machine reports cores. */
  readonly lanes?: number | undefined;
  readonly knobs: readonly Knob[];
  /** Left out: there is one kind of work, and sides differ in their models alone. */
  readonly variants?: Variants | undefined;
  /** Why: paragraphs in plain words; **term** marks the field's word for it. */
  readonly why: readonly string[];
  /** id of the neighbouring scenario to go to next */
  readonly next: string;
}

/** Work that is planned and set side by side on execution models. Data: the lab, the engine and the model interpret it. */
export interface PlanScenario extends Lesson {
  readonly kind: "plan";
  /** Two or (for the 2x2) four. */
  readonly models: readonly [ModelId, ModelId, ...ModelId[]];
  /**
   * Same knobs, seed and variant, same plan, whatever executes it. All randomness is drawn here, from the seed alone,
   * so that variants meet the same arrivals and latencies.
   * @param variant id of one of `variants`; left out: the first
   */
  plan(knobs: KnobValues, seed: number, variant?: string): Plan;
  /** What you saw: one to four sentences computed from the runs on the screen (never canned). */
  saw(sides: readonly Side[], knobs: KnobValues): string[];
}

/**
 * An experiment on memory that lanes share, which no plan can say: what happens depends on who reads and writes when.
 * It measures by itself, and nothing is predicted of it.
 */
export interface MemoryLab extends Lesson {
  readonly kind: "memory";
  /** none: its sides are its own */
  readonly models: readonly [];
  readonly variants?: undefined;
  /**
   * Measures with these knobs. Whoever calls it has given it the machine: it must stop when told, and return what it
   * has by then.
   */
  run(knobs: KnobValues, machine: LabMachine): Promise<LabMeasurement>;
  /** What you saw: one to four sentences computed from what was measured (never canned). */
  saw(sides: readonly LabSide[], knobs: KnobValues): string[];
}

/** What a memory lab is given of the machine. */
export interface LabMachine {
  readonly cores: number;
  /** false: this page has no memory that lanes could share */
  readonly hasSharedMemory: boolean;
  readonly signal: StopSignal;
}

/** What of an AbortSignal is seen here, where there is no DOM. */
interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", stop: () => void): void;
}

export interface LabMeasurement {
  readonly ended: "complete" | "stopped";
  /** what is set side by side, at most four: "plain", "atomic" */
  readonly sides: readonly LabSide[];
}

/** One side of a memory lab: its picture is a trace as every other, its figures are its own. */
export interface LabSide {
  readonly label: string;
  readonly trace: Trace;
  readonly figures: readonly LabFigure[];
}

interface LabFigure {
  /** its name wherever it leaves the program: "lostUpdates" */
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly unit: "count" | "ms" | "bytes" | "share";
}

/** One idea: what should happen, and the words for it. */
export type Scenario = PlanScenario | MemoryLab;

/** What lists and addresses need of a scenario before its body is there. */
export type ScenarioHead<S extends Scenario = Scenario> = Pick<
  S,
  "id" | "group" | "title" | "models"
>;

/** What a scenario is made of, fetched when it is chosen. */
type ScenarioBody<S extends Scenario = Scenario> = Omit<S, keyof ScenarioHead>;
export type PlanBody = ScenarioBody<PlanScenario>;

type EntryOf<S extends Scenario> = ScenarioHead<S> & {
  /** what learners look for when they mean this, beside the title */
  readonly words: string;
  /** fetches the body */
  readonly load: () => Promise<{ readonly body: ScenarioBody<S> }>;
};

/** One line of the manifest. */
export type ScenarioEntry = EntryOf<PlanScenario> | EntryOf<MemoryLab>;

export const defaultKnobs = (scenario: Pick<Scenario, "knobs">): KnobValues =>
  Object.fromEntries(scenario.knobs.map((k) => [k.id, k.default]));
