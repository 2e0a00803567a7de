import { scenarioById } from "../scenario/catalogue.ts";
import type { KnobValue, Scenario } from "../scenario/scenario.ts";
import type { SettingsPatch } from "../state/lab-settings.ts";
import type { LabState } from "../state/lab-state.ts";
import { defaultSettings, type ModelChoice, SIDE_KEYS } from "../state/settings.ts";
import { isRecord } from "./field-kinds.ts";
import {
  knobField,
  knobsField,
  lanesField,
  scenarioField,
  scriptVariantField,
  seedField,
  sideField,
  variantsField,
} from "./fields.ts";
import { onlyFields, required, strict } from "./strict.ts";

interface CheckedRun {
  readonly scenario: string;
  readonly patch: SettingsPatch;
}

const FIELDS = ["scenario", ...SIDE_KEYS, "variants", "lanes", "knobs", "seed"];

/**
 * Arguments of `overlap.run` as settings. With a scenario, what is left out is that scenario's own; without, it stays
 * as the page has it.
 * @throws TypeError that names the field
 */
export function checkRunArguments(
  given: unknown,
  state: Pick<LabState, "settings" | "scenario" | "machine">,
): CheckedRun {
  if (!isRecord(given)) throw new TypeError('run: takes one object, like { scenario: "fib" }');
  onlyFields("", given, FIELDS);
  const scenario = scenarioOf(given.scenario) ?? state.scenario;
  const own =
    given.scenario === undefined ? state.settings : defaultSettings(scenario, state.machine);
  return {
    scenario: scenario.id,
    patch: {
      models: modelsOf(given, scenario, own.models),
      ...variantsOf(given.variants, scenario, own.variants),
      lanes: strict("lanes", given.lanes, lanesField(state.machine), own.lanes),
      knobs: { ...own.knobs, ...knobsOf(given.knobs, scenario) },
      seed: strict("seed", given.seed, seedField, own.seed),
    },
  };
}

/** Undefined where none is given. @throws TypeError */
export const scenarioOf = (given: unknown): Scenario | undefined =>
  strict("scenario", given, scenarioField(scenarioById), undefined, "; see overlap.scenarios()");

function modelsOf(
  given: Readonly<Record<string, unknown>>,
  scenario: Scenario,
  own: readonly ModelChoice[],
): readonly ModelChoice[] {
  const models = SIDE_KEYS.map((side, i) =>
    strict(side, given[side], sideField(scenario, side), own[i], "; see overlap.models()"),
  );
  return models.filter((model) => model !== undefined);
}

/** By side: `{ b: "bounded" }`; a side that is left out keeps its own. @throws TypeError that names the side */
function variantsOf(
  given: unknown,
  scenario: Scenario,
  own: readonly string[] | undefined,
): Pick<SettingsPatch, "variants"> {
  if (given === undefined) return own === undefined ? {} : { variants: own };
  if (own === undefined) throw new TypeError(`variants: ${scenario.id} has none`);
  const bySide = required("variants", given, variantsField);
  onlyFields("variants.", bySide, SIDE_KEYS.slice(0, own.length));
  const variants = own.map((variant, i) => {
    const side = SIDE_KEYS[i] ?? "a";
    return strict(`variants.${side}`, bySide[side], scriptVariantField(scenario), variant);
  });
  return { variants };
}

/** @throws TypeError that names the knob */
export function knobsOf(given: unknown, { id, knobs }: Scenario): Record<string, KnobValue> {
  const values = strict("knobs", given, knobsField, {});
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const knob = knobs.find((k) => k.id === name);
      if (knob === undefined) throw new TypeError(`knobs.${name}: ${id} has no such knob`);
      return [name, required(`knobs.${name}`, value, knobField(knob))];
    }),
  );
}
