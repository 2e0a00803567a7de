import type { RunNote, RunResult } from "../engine/interface.ts";
import { formatShare } from "../metrics/format.ts";
import type { Metrics } from "../metrics/measure.ts";
import { isNoisy, medianRun, type Summary, summarise } from "../metrics/repeat.ts";
import type { ExecutionModel } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import type { KnobValues, Variant } from "../scenario/scenario.ts";
import type { Ms, Trace } from "../trace/types.ts";
import type { Settings, SideKey } from "./settings.ts";

/** One run, measured. */
export interface MeasuredRun extends RunResult {
  readonly metrics: Metrics;
  /** how long the very same plan takes one at a time, as predicted; undefined where that can't be told */
  readonly sequential?: Ms | undefined;
}

/** How far the complete runs of one side lay apart, by makespan. */
export interface Spread extends Summary {
  /** makespans in the order they were measured */
  readonly runs: readonly Ms[];
}

/** What stands on the screen for one side: the run with the median makespan, and what is known about the others. */
export interface SideResult {
  readonly side: SideKey;
  /** equal to `runKey` of the settings it was measured with */
  readonly key: string;
  /** equal to `workKey` of the settings it was measured with */
  readonly work: string;
  /** equal to `problemKey` of those settings */
  readonly problem: string;
  /** equal to `basisKey` of those settings */
  readonly basis: string;
  /** of the work; absent where the scenario has none */
  readonly variant?: Variant | undefined;
  readonly model: ExecutionModel;
  /** of model and variant: "Event loop, bounded" */
  readonly label: string;
  readonly lanes: number;
  readonly knobs: KnobValues;
  /** everything it was measured with */
  readonly settings: Settings;
  readonly ended: RunResult["ended"];
  readonly trace: Trace;
  readonly metrics: Metrics;
  readonly plan: Plan;
  /** how long that plan takes one at a time, as predicted; undefined where that can't be told */
  readonly sequential?: Ms | undefined;
  readonly notes: readonly RunNote[];
  /** absent after a single run */
  readonly spread?: Spread;
  /** why the figures may be off, as a sentence; absent on a quiet machine */
  readonly noise?: string;
}

const makespanOf = (run: MeasuredRun): Ms => run.metrics.makespan;

const wasDisturbed = ({ notes }: MeasuredRun) => notes.some(({ kind }) => kind === "hidden");

/** Complete runs; those of a page that was hidden or frozen only where there are no others. */
function countedOf(runs: readonly MeasuredRun[]): readonly MeasuredRun[] {
  const complete = runs.filter((run) => run.ended === "complete");
  const undisturbed = complete.filter((run) => !wasDisturbed(run));
  return undisturbed.length > 0 ? undisturbed : complete;
}

/** Says which complete runs a median leaves out. */
function notCounted(runs: readonly MeasuredRun[]): readonly RunNote[] {
  const complete = runs.filter((run) => run.ended === "complete").length;
  const out = complete - countedOf(runs).length;
  if (out === 0) return [];
  const text = `${out} of ${complete} runs ${out === 1 ? "does" : "do"} not count in the figures: the page was hidden or frozen.`;
  return [{ kind: "hidden", text }];
}

/** The run with the median makespan among those that count; where none is complete, the longest of the stopped. */
function representativeRun(runs: readonly MeasuredRun[]): MeasuredRun | undefined {
  const median = medianRun(countedOf(runs), makespanOf);
  return median ?? [...runs].sort((a, b) => b.trace.duration - a.trace.duration)[0];
}

/** Undefined for fewer than two runs that count. */
function spreadOf(runs: readonly MeasuredRun[]): Spread | undefined {
  const makespans = countedOf(runs).map(makespanOf);
  const summary = summarise(makespans);
  return summary === undefined || makespans.length < 2
    ? undefined
    : { ...summary, runs: makespans };
}

function noiseOf(spread: Spread | undefined, notes: readonly RunNote[]): string | undefined {
  const noted = notes.find((note) => note.kind === "noisy");
  if (noted !== undefined) return noted.text;
  if (spread === undefined || !isNoisy(spread)) return undefined;
  return `The runs lie ${formatShare(spread.spread)} apart: something else was using this machine. Close what you can and run again.`;
}

/** Every sentence once, however many runs said it; that the machine was busy once, whatever the share was. */
const distinct = (notes: readonly RunNote[]): readonly RunNote[] => [
  ...new Map(
    [...notes].reverse().map((note) => [note.kind === "noisy" ? note.kind : note.text, note]),
  ).values(),
];

/** What runs were of, whatever became of them. */
export type ResultSubject = Pick<
  SideResult,
  | "side"
  | "key"
  | "work"
  | "problem"
  | "basis"
  | "variant"
  | "model"
  | "label"
  | "lanes"
  | "knobs"
  | "settings"
>;

/** All runs of one side so far, as one result; undefined before the first. */
export function resultOf(
  about: ResultSubject,
  runs: readonly MeasuredRun[],
): SideResult | undefined {
  const run = representativeRun(runs);
  if (run === undefined) return undefined;
  const spread = spreadOf(runs);
  const notes = distinct([...runs.flatMap((run) => run.notes), ...notCounted(runs)]);
  const noise = noiseOf(spread, notes);
  return {
    ...about,
    ended: run.ended,
    trace: run.trace,
    metrics: run.metrics,
    plan: run.plan,
    sequential: run.sequential,
    notes,
    ...(spread === undefined ? {} : { spread }),
    ...(noise === undefined ? {} : { noise }),
  };
}
