import type { Machine } from "../../engine/interface.ts";
import { shown } from "../../plan/check-values.ts";
import { isModelId } from "../../plan/models.ts";
import { type FindScenario, SCENARIOS, scenarioById } from "../../scenario/catalogue.ts";
import { resolveKnobs } from "../../scenario/knobs.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { resolveVariants } from "../../scenario/variants.ts";
import type { TimeRange } from "../../trace/types.ts";
import { isWhatIf, MAX_WHAT_IF_CORES, readWhatIf } from "../prediction/what-if.ts";
import {
  clampLanes,
  defaultSettings,
  type ModelChoice,
  maxLanes,
  REPEATS,
  type Settings,
  SIDE_KEYS,
} from "../settings.ts";
import { readZoom } from "./zoom.ts";

/** Settings as a link or a script gives them: any part may be missing, and any part may be anything. */
export interface Given {
  readonly scenario?: unknown;
  /** by side, in reading order */
  readonly models?: unknown;
  /** by side, in reading order */
  readonly variants?: unknown;
  readonly lanes?: unknown;
  readonly knobs?: unknown;
  readonly seed?: unknown;
  readonly repeats?: unknown;
  readonly coldStart?: unknown;
  readonly view?: unknown;
  /** a WhatIf, or as `writeWhatIf` wrote it */
  readonly whatIf?: unknown;
  /** a stretch of time in ms, or as `writeZoom` wrote it */
  readonly zoom?: unknown;
}

export interface Nearest {
  readonly settings: Settings;
  /** what the timelines show; undefined: everything */
  readonly zoom: TimeRange | undefined;
  /** a plain sentence for each thing that is not as given */
  readonly ignored: string[];
}

/** Seeds are whole numbers from 0 to this. */
export const MAX_SEED = 2 ** 32 - 1;

/**
 * The valid settings nearest to what was given: what is missing is as the scenario has it, what is wrong too, with a
 * sentence that says so. Never throws.
 */
export function nearestSettings(
  given: Given,
  machine: Pick<Machine, "cores">,
  find: FindScenario = scenarioById,
): Nearest {
  const ignored: string[] = [];
  /** The value where it is given and right, else what stands in for it. */
  const pick = <T>(value: unknown, right: (v: unknown) => v is T, instead: T, why: string): T => {
    if (right(value)) return value;
    if (value !== undefined)
      ignored.push(`${why.replace("%", () => shown(value))}, ${instead} is used.`);
    return instead;
  };

  const scenario = findScenario(given.scenario, find, ignored);
  const own = defaultSettings(scenario, machine);
  const { knobs, warnings } = resolveKnobs(scenario, isRecord(given.knobs) ? given.knobs : {});
  ignored.push(...warnings);
  if (given.knobs !== undefined && !isRecord(given.knobs)) {
    ignored.push(
      `knobs: ${shown(given.knobs)} is not a set of values, the scenario's own are used.`,
    );
  }
  const lanes = pick(given.lanes, isNumber, own.lanes, "lanes: % is not a number");
  const possible = clampLanes(lanes, machine);
  if (possible !== lanes) {
    ignored.push(
      `lanes: ${lanes} is not a whole number from 1 to ${maxLanes(machine)} (2 per core), ${possible} is used.`,
    );
  }
  const whatIf = isWhatIf(given.whatIf) ? given.whatIf : readWhatIf(given.whatIf);
  if (given.whatIf !== undefined && whatIf === undefined) {
    ignored.push(
      `whatif: ${shown(given.whatIf)} is not a number of cores from 1 to ${MAX_WHAT_IF_CORES}, it is ignored.`,
    );
  }
  const zoom = readZoom(given.zoom);
  if (given.zoom !== undefined && zoom === undefined) {
    ignored.push(
      `zoom: ${shown(given.zoom)} is not a stretch of time in ms, as 12.5-80 is: everything is shown.`,
    );
  }
  const models = nearestModels(scenario, given.models, ignored);
  const variants = nearestVariants(scenario, given.variants, ignored);
  const settings: Settings = {
    scenario: scenario.id,
    models,
    ...(variants && { variants }),
    lanes: possible,
    knobs,
    // + 0: a minus zero is a zero
    seed:
      pick(given.seed, isSeed, own.seed, `seed: % is not a whole number from 0 to ${MAX_SEED}`) + 0,
    repeats: pick(given.repeats, isRepeats, own.repeats, "runs: % is none of 1, 3, 5"),
    coldStart: pick(given.coldStart, isBoolean, own.coldStart, "cold: % is neither 0 nor 1"),
    view: pick(given.view, isView, own.view, 'view: % is neither "threads" nor "tasks"'),
    ...(whatIf && { whatIf }),
  };
  return { settings, zoom, ignored: readable(ignored) };
}

/** Nobody reads more: a damaged state of 64 KiB could make thousands. */
const MAX_SENTENCES = 12;

const readable = (sentences: readonly string[]): string[] =>
  sentences.length <= MAX_SENTENCES
    ? [...sentences]
    : [
        ...sentences.slice(0, MAX_SENTENCES),
        `${sentences.length - MAX_SENTENCES} more parts could not be used.`,
      ];

function findScenario(given: unknown, find: FindScenario, ignored: string[]): Scenario {
  const found = typeof given === "string" ? find(given) : undefined;
  if (found !== undefined) return found;
  const [first] = SCENARIOS;
  if (given !== undefined) {
    ignored.push(`There is no scenario ${shown(given)}: "${first.title}" is opened.`);
  }
  return first;
}

/** One model for each side that the scenario has. Side a must have one; the others may be left out. */
function nearestModels(scenario: Scenario, given: unknown, ignored: string[]): ModelChoice[] {
  if (given !== undefined && !Array.isArray(given)) {
    ignored.push(`models: ${shown(given)} is not a list, the scenario's own are used.`);
  }
  const list: readonly unknown[] = Array.isArray(given) ? given.slice(0, SIDE_KEYS.length) : [];
  list.slice(scenario.models.length).forEach((model, i) => {
    if (model === undefined) return;
    const side = SIDE_KEYS[scenario.models.length + i];
    ignored.push(
      `${side}: this scenario has ${scenario.models.length} sides, the model is ignored.`,
    );
  });
  return scenario.models.map((own, i) => {
    const model = list[i];
    if (model === undefined || (model === "none" && i > 0)) return model ?? own;
    if (typeof model === "string" && isModelId(model)) return model;
    const why =
      model === "none" ? "the first side can't be left out" : `there is no model ${shown(model)}`;
    ignored.push(`${SIDE_KEYS[i]}: ${why}, ${own} is used.`);
    return own;
  });
}

/** One variant for each side of a scenario that has them. */
function nearestVariants(
  scenario: Scenario,
  given: unknown,
  ignored: string[],
): readonly string[] | undefined {
  if (given !== undefined && !Array.isArray(given)) {
    ignored.push(`variants: ${shown(given)} is not a list, the scenario's own are used.`);
  }
  const list: readonly unknown[] = Array.isArray(given) ? given.slice(0, SIDE_KEYS.length) : [];
  const resolved = resolveVariants(scenario, list);
  list.forEach((variant, i) => {
    const used = resolved?.[i];
    if (variant === undefined || variant === used) return;
    const why =
      resolved === undefined
        ? "this scenario has no variants"
        : used === undefined
          ? `this scenario has ${scenario.models.length} sides`
          : `there is no variant ${shown(variant)}`;
    const instead = used === undefined ? "it is ignored" : `${used} is used`;
    ignored.push(`variant-${SIDE_KEYS[i]}: ${why}, ${instead}.`);
  });
  return resolved;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (v: unknown): v is number => typeof v === "number" && Number.isFinite(v);
const isBoolean = (v: unknown): v is boolean => typeof v === "boolean";
const isSeed = (v: unknown): v is number =>
  typeof v === "number" && Number.isInteger(v) && v >= 0 && v <= MAX_SEED;
const isRepeats = (v: unknown): v is Settings["repeats"] => REPEATS.some((r) => r === v);
const isView = (v: unknown): v is Settings["view"] => v === "threads" || v === "tasks";
