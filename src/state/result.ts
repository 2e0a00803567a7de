import type { RunNote, RunResult } from "../engine/types.ts";
import type { Metrics } from "../metrics/measure.ts";
import type { ExecutionModel } from "../scenario/models.ts";
import type { Plan } from "../scenario/plan.ts";
import type { KnobValues } from "../scenario/types.ts";
import type { Ms, Trace } from "../trace/types.ts";
import type { SideKey } from "./settings.ts";

/** One run, measured. */
export interface MeasuredRun extends RunResult {
  readonly metrics: Metrics;
}

/** How far repeated runs of one side lay apart. */
export interface Spread {
  /** makespan of every complete run, in the order they were measured */
  readonly runs: readonly Ms[];
  readonly min: Ms;
  readonly max: Ms;
  /** (max - min) / median */
  readonly relative: number;
}

/** What stands on the screen for one side: the run with the median makespan, and what is known about the others. */
export interface SideResult {
  readonly side: SideKey;
  /** equal to `runKey` of the settings it was measured with */
  readonly key: string;
  /** equal to `workKey` of the settings it was measured with */
  readonly work: string;
  readonly model: ExecutionModel;
  readonly lanes: number;
  readonly knobs: KnobValues;
  readonly ended: RunResult["ended"];
  readonly trace: Trace;
  readonly metrics: Metrics;
  readonly plan: Plan;
  readonly notes: readonly RunNote[];
  /** absent after a single run */
  readonly spread?: Spread;
  /** why the figures may be off, as a sentence; absent on a quiet machine */
  readonly noise?: string;
}

/**
 * Runs of the same work on a quiet machine lie within a few per cent. From 15 % on, a difference between
 * two models of that size says nothing.
 */
export const NOISY_SPREAD = 0.15;

/**
 * The run with the median makespan among the complete ones; of an even number, the faster of the middle two.
 * Where none is complete, the longest of the stopped.
 */
export function medianRun(runs: readonly MeasuredRun[]): MeasuredRun | undefined {
  const complete = runs.filter((run) => run.ended === "complete");
  if (complete.length === 0) {
    return [...runs].sort((a, b) => b.trace.duration - a.trace.duration)[0];
  }
  const sorted = [...complete].sort((a, b) => a.metrics.makespan - b.metrics.makespan);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** Undefined for fewer than two complete runs. */
export function spreadOf(runs: readonly MeasuredRun[]): Spread | undefined {
  const complete = runs.filter((run) => run.ended === "complete");
  const middle = medianRun(complete);
  if (middle === undefined || complete.length < 2) return undefined;
  const makespans = complete.map((run) => run.metrics.makespan);
  const min = Math.min(...makespans);
  const max = Math.max(...makespans);
  const median = middle.metrics.makespan;
  return { runs: makespans, min, max, relative: median > 0 ? (max - min) / median : 0 };
}

function noiseOf(spread: Spread | undefined, notes: readonly RunNote[]): string | undefined {
  const noted = notes.find((note) => note.kind === "noisy");
  if (noted !== undefined) return noted.text;
  if (spread === undefined || spread.relative <= NOISY_SPREAD) return undefined;
  const percent = Math.round(spread.relative * 100);
  return `The runs lie ${percent} % apart: something else was using this machine. Close what you can and run again.`;
}

/** Every sentence once, however many runs said it. */
const distinct = (notes: readonly RunNote[]): readonly RunNote[] => [
  ...new Map(notes.map((note) => [note.text, note])).values(),
];

/** All runs of one side so far, as one result; undefined before the first. */
export function resultOf(
  about: Pick<SideResult, "side" | "key" | "work" | "model" | "lanes" | "knobs">,
  runs: readonly MeasuredRun[],
): SideResult | undefined {
  const shown = medianRun(runs);
  if (shown === undefined) return undefined;
  const spread = spreadOf(runs);
  const notes = distinct(runs.flatMap((run) => run.notes));
  const noise = noiseOf(spread, notes);
  return {
    ...about,
    ended: shown.ended,
    trace: shown.trace,
    metrics: shown.metrics,
    plan: shown.plan,
    notes,
    ...(spread === undefined ? {} : { spread }),
    ...(noise === undefined ? {} : { noise }),
  };
}
