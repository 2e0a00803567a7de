import type { Machine } from "../engine/interface.ts";
import { type ModelId, modelById } from "../plan/models.ts";
import { defaultKnobs, type KnobValues, type Scenario } from "../scenario/scenario.ts";
import { resolveVariants } from "../scenario/variants.ts";
import type { WhatIf } from "./prediction/what-if.ts";

/** The places a run can stand on the screen, in reading order. */
export const SIDE_KEYS = ["a", "b", "c", "d"] as const;
export type SideKey = (typeof SIDE_KEYS)[number];
/** What a side is called wherever people read of it: "A". */
export const letterOf = (side: SideKey): string => side.toUpperCase();

export type ModelChoice = ModelId | "none";
export const REPEATS = [1, 3, 5] as const;
export type Repeats = (typeof REPEATS)[number];
export type View = "threads" | "tasks";

/** Seeds are whole numbers from 0 to this. */
export const MAX_SEED = 2 ** 32 - 1;

/** Everything a learner sets. What is measured depends on all of it but `repeats`, `view` and `whatIf`. */
export interface Settings {
  readonly scenario: string;
  /** One model per side; `none` leaves that side out. Side a is never `none`. */
  readonly models: readonly ModelChoice[];
  /** One variant per side, in the order of `models`; absent where the scenario has none. */
  readonly variants?: readonly string[] | undefined;
  /** pool lanes, 1 to 2 x cores; models of one lane ignore it */
  readonly lanes: number;
  readonly knobs: KnobValues;
  readonly seed: number;
  readonly repeats: Repeats;
  readonly coldStart: boolean;
  readonly view: View;
  /** another machine to predict beside this one; absent: none */
  readonly whatIf?: WhatIf | undefined;
}

export interface ActiveSide {
  readonly key: SideKey;
  readonly modelId: ModelId;
  /** of the work; absent where the scenario has none */
  readonly variant?: string | undefined;
}

export const maxLanes = (machine: Pick<Machine, "cores">): number => 2 * machine.cores;

/**
 * Workers that a page starts without being asked: some browsers report 128 cores, and 128 scripts take gigabytes and
 * seconds. Who sets more gets more.
 */
const MOST_UNASKED = 32;

/** A lane for each core, within reason. */
const lanesUnasked = ({ cores }: Pick<Machine, "cores">): number => Math.min(cores, MOST_UNASKED);

/** A whole number of lanes from 1 to 2 x cores; what is no number becomes a lane for each core, 32 at most. */
export function clampLanes(lanes: number, machine: Pick<Machine, "cores">): number {
  if (!Number.isFinite(lanes)) return lanesUnasked(machine);
  return Math.min(maxLanes(machine), Math.max(1, Math.round(lanes)));
}

/** What a learner finds on opening a scenario. */
export function defaultSettings(scenario: Scenario, machine: Pick<Machine, "cores">): Settings {
  const variants = resolveVariants(scenario);
  return {
    scenario: scenario.id,
    models: scenario.models,
    ...(variants && { variants }),
    lanes: clampLanes(scenario.lanes ?? lanesUnasked(machine), machine),
    knobs: defaultKnobs(scenario),
    seed: 1,
    repeats: 1,
    coldStart: false,
    view: "threads",
  };
}

/** The sides that run, in reading order. */
export function activeSides(
  settings: Pick<Settings, "models" | "variants">,
): readonly ActiveSide[] {
  return settings.models.flatMap((modelId, i) => {
    const key = SIDE_KEYS[i];
    const variant = settings.variants?.[i];
    if (key === undefined || modelId === "none") return [];
    return [{ key, modelId, ...(variant !== undefined && { variant }) }];
  });
}

type VariantOf = Pick<ActiveSide, "variant">;

/** Runs of equal problem stand beside each other: they differ at most in model, lanes, start and variant. */
export function problemKey({ scenario, knobs, seed }: Settings): string {
  const sorted = Object.entries(knobs).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([scenario, sorted, seed]);
}

/** Two runs of equal work had the same plan. */
export function workKey(settings: Settings, { variant }: VariantOf): string {
  const problem = problemKey(settings);
  return variant === undefined ? problem : JSON.stringify([problem, variant]);
}

/** Runs of equal basis may be set in a ratio: the same work, or variants of it that the scenario calls comparable. */
export const basisKey = (
  { variants }: Pick<Scenario, "variants">,
  settings: Settings,
  side: VariantOf,
): string => (variants?.comparable === true ? problemKey(settings) : workKey(settings, side));

/**
 * Two runs of equal key answer the same question: same plan, same model, same lanes, same start.
 * Models of one lane, or of a lane per task, do not depend on `lanes`.
 */
export function runKey(settings: Settings, side: ActiveSide): string {
  const lanes = modelById(side.modelId).lanes === "pool" ? settings.lanes : 0;
  const work = workKey(settings, side);
  return JSON.stringify([side.key, side.modelId, lanes, settings.coldStart, work]);
}
