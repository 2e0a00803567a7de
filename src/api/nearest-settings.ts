import { shown } from "../plan/check-values.ts";
import { resolveKnobs } from "../scenario/knobs.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { RawSettings } from "../state/address/raw-settings.ts";
import type { LabState } from "../state/lab-state.ts";
import { defaultSettings, type ModelChoice, type Settings, SIDE_KEYS } from "../state/settings.ts";
import type { TimeRange } from "../trace/types.ts";
import {
  coldStartField,
  knobsField,
  lanesField,
  listField,
  repeatsField,
  seedField,
  sideField,
  variantField,
  viewField,
  whatIfField,
  zoomField,
} from "./fields.ts";
import { lenient } from "./lenient.ts";

interface Nearest {
  readonly settings: Settings;
  /** what the timelines show; undefined: everything */
  readonly zoom: TimeRange | undefined;
  /** a plain sentence for each thing that is not as given */
  readonly ignored: string[];
}

/**
 * The valid settings nearest to what was given: what is missing is as the scenario has it, what is wrong too, with a
 * sentence that says so. Never throws.
 * @param scenario the one that was given, or what is opened in its place
 */
export function nearestSettings(
  given: RawSettings,
  machine: Pick<LabState["machine"], "cores">,
  scenario: Scenario,
): Nearest {
  const ignored: string[] = [];
  if (given.scenario !== undefined && given.scenario !== scenario.id) {
    ignored.push(`There is no scenario ${shown(given.scenario)}: "${scenario.title}" is opened.`);
  }
  const own = defaultSettings(scenario, machine);
  const knobs = nearestKnobs(scenario, given.knobs, ignored);
  const lanes = lenient("lanes", given.lanes, lanesField(machine), own.lanes, ignored);
  const whatIf = lenient("whatif", given.whatIf, whatIfField, undefined, ignored, unused);
  const zoom = lenient("zoom", given.zoom, zoomField, undefined, ignored, everything);
  const models = nearestModels(scenario, given.models, ignored);
  const variants = nearestVariants(scenario, own.variants, given.variants, ignored);
  const settings: Settings = {
    scenario: scenario.id,
    models,
    ...(variants && { variants }),
    lanes,
    knobs,
    seed: lenient("seed", given.seed, seedField, own.seed, ignored),
    repeats: lenient("runs", given.repeats, repeatsField, own.repeats, ignored),
    coldStart: lenient("cold", given.coldStart, coldStartField, own.coldStart, ignored),
    view: lenient("view", given.view, viewField, own.view, ignored),
    ...(whatIf && { whatIf }),
  };
  return { settings, zoom, ignored: readable(ignored) };
}

const unused = () => ", it is ignored";
const everything = () => ": everything is shown";
const scenariosOwn = () => ", the scenario's own are used";

/** Nobody reads more: a damaged state of 64 KiB could make thousands. */
const MAX_SENTENCES = 12;

const readable = (sentences: readonly string[]): string[] =>
  sentences.length <= MAX_SENTENCES
    ? [...sentences]
    : [
        ...sentences.slice(0, MAX_SENTENCES),
        `${sentences.length - MAX_SENTENCES} more parts could not be used.`,
      ];

function nearestKnobs(scenario: Scenario, given: unknown, ignored: string[]): Settings["knobs"] {
  const faults: string[] = [];
  const values = lenient("knobs", given, knobsField, {}, faults, scenariosOwn);
  const { knobs, warnings } = resolveKnobs(scenario, values);
  ignored.push(...warnings, ...faults);
  return knobs;
}

/** One model for each side that the scenario has. */
function nearestModels(scenario: Scenario, given: unknown, ignored: string[]): ModelChoice[] {
  const list = lenient("models", given, listField, [], ignored, scenariosOwn);
  const models = SIDE_KEYS.map((side, i) => {
    const own = scenario.models[i];
    const ending = own === undefined ? () => ", the model is ignored" : undefined;
    return lenient(side, list[i], sideField(scenario, side), own, ignored, ending);
  });
  return models.filter((model) => model !== undefined);
}

/** One variant for each side of a scenario that has them. */
function nearestVariants(
  scenario: Scenario,
  own: Settings["variants"],
  given: unknown,
  ignored: string[],
): Settings["variants"] {
  const list = lenient("variants", given, listField, [], ignored, scenariosOwn);
  const variants = SIDE_KEYS.map((side, i) => {
    const ending = own?.[i] === undefined ? unused : undefined;
    const field = variantField(scenario, side);
    return lenient(`variant-${side}`, list[i], field, own?.[i], ignored, ending);
  });
  return own && variants.filter((variant) => variant !== undefined);
}
