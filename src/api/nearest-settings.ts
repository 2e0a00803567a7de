import { shown } from "../plan/check-values.ts";
import { SCENARIOS } from "../scenario/catalogue.ts";
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
  repeatsField,
  scenarioField,
  seedField,
  sideField,
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
 */
export function nearestSettings(
  given: RawSettings,
  machine: Pick<LabState["machine"], "cores">,
): Nearest {
  const ignored: string[] = [];
  const scenario = nearestScenario(given.scenario, ignored);
  const own = defaultSettings(scenario, machine);
  const knobs = nearestKnobs(scenario, given.knobs, ignored);
  const lanes = lenient("lanes", given.lanes, lanesField(machine), own.lanes, ignored);
  const whatIf = lenient("whatif", given.whatIf, whatIfField, undefined, ignored, unused);
  const zoom = lenient("zoom", given.zoom, zoomField, undefined, ignored, everything);
  const settings: Settings = {
    scenario: scenario.id,
    models: nearestModels(scenario, given.models, ignored),
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

function nearestScenario(given: unknown, ignored: string[]): Scenario {
  const [first] = SCENARIOS;
  if (given === undefined) return first;
  const read = scenarioField(given);
  if ("value" in read) return read.value;
  ignored.push(`There is no scenario ${shown(given)}: "${first.title}" is opened.`);
  return first;
}

function nearestKnobs(scenario: Scenario, given: unknown, ignored: string[]): Settings["knobs"] {
  const faults: string[] = [];
  const values = lenient("knobs", given, knobsField, {}, faults, scenariosOwn);
  const { knobs, warnings } = resolveKnobs(scenario, values);
  ignored.push(...warnings, ...faults);
  return knobs;
}

/** One model for each side that the scenario has. */
function nearestModels(scenario: Scenario, given: unknown, ignored: string[]): ModelChoice[] {
  if (given !== undefined && !Array.isArray(given)) {
    ignored.push(`models: ${shown(given)} is not a list, the scenario's own are used.`);
  }
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  const models = SIDE_KEYS.map((side, i) => {
    const own = scenario.models[i];
    const ending = own === undefined ? () => ", the model is ignored" : undefined;
    return lenient(side, list[i], sideField(scenario, side), own, ignored, ending);
  });
  return models.filter((model) => model !== undefined);
}
