import { isModelId } from "../plan/models.ts";
import { scenarioById } from "../scenario/catalogue.ts";
import { resolveKnobs } from "../scenario/knobs.ts";
import type { Knob, KnobValue, Scenario } from "../scenario/scenario.ts";
import { variantOf } from "../scenario/variants.ts";
import type { SettingsPatch } from "../state/lab.ts";
import type { LabState } from "../state/lab-state.ts";
import { defaultSettings, type ModelChoice, maxLanes, SIDE_KEYS } from "../state/settings.ts";

export interface CheckedRun {
  readonly scenario: string;
  readonly patch: SettingsPatch;
}

const FIELDS = ["scenario", ...SIDE_KEYS, "variants", "lanes", "knobs", "seed"];

/**
 * Arguments of `overlap.run` as settings. Scripts get no nearest valid value: a typo is an error.
 * With a scenario, what is left out is that scenario's own; without, it stays as the page has it.
 * @throws TypeError that names the field
 */
export function checkRunArguments(
  given: unknown,
  state: Pick<LabState, "settings" | "scenario" | "machine">,
): CheckedRun {
  if (!isRecord(given)) throw new TypeError('run: takes one object, like { scenario: "fib" }');
  onlyFields("", given, FIELDS);
  const scenario = given.scenario === undefined ? state.scenario : scenarioOf(given.scenario);
  const own =
    given.scenario === undefined ? state.settings : defaultSettings(scenario, state.machine);
  return {
    scenario: scenario.id,
    patch: {
      models: modelsOf(given, scenario, own.models),
      ...(own.variants && { variants: own.variants }),
      ...(given.variants !== undefined && {
        variants: variantsOf(given.variants, scenario, own.variants),
      }),
      lanes: given.lanes === undefined ? own.lanes : lanesOf(given.lanes, maxLanes(state.machine)),
      knobs: { ...own.knobs, ...knobsOf(given.knobs, scenario) },
      seed: given.seed === undefined ? own.seed : wholeNumber("seed", given.seed, 0, 2 ** 32 - 1),
    },
  };
}

/** @param path of the object itself, with its dot: "model." @throws TypeError that names a field there is none of */
export function onlyFields(path: string, given: object, fields: readonly string[]): void {
  const unknown = Object.keys(given).find((field) => !fields.includes(field));
  if (unknown === undefined) return;
  throw new TypeError(`${path}${unknown}: there is no such field; there are ${fields.join(", ")}`);
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function scenarioOf(given: unknown): Scenario {
  const scenario = typeof given === "string" ? scenarioById(given) : undefined;
  if (scenario === undefined) {
    throw new TypeError(`scenario: there is no scenario ${shown(given)}; see overlap.scenarios()`);
  }
  return scenario;
}

function modelsOf(
  given: Readonly<Record<string, unknown>>,
  scenario: Scenario,
  own: readonly ModelChoice[],
): readonly ModelChoice[] {
  const extra = SIDE_KEYS.slice(scenario.models.length).find((side) => given[side] !== undefined);
  if (extra !== undefined) {
    throw new TypeError(`${extra}: ${scenario.id} shows ${scenario.models.length} sides`);
  }
  return own.map((model, i) => {
    const side = SIDE_KEYS[i];
    const wanted = side === undefined ? undefined : given[side];
    if (side === undefined || wanted === undefined) return model;
    if (wanted === "none" && side !== "a") return "none";
    if (typeof wanted === "string" && isModelId(wanted)) return wanted;
    throw new TypeError(
      `${side}: there is no execution model ${shown(wanted)}; see overlap.models()`,
    );
  });
}

const lanesOf = (given: unknown, most: number): number => wholeNumber("lanes", given, 1, most);

/** By side: `{ b: "bounded" }`; a side that is left out keeps its own. */
function variantsOf(
  given: unknown,
  scenario: Scenario,
  own: readonly string[] = [],
): readonly string[] {
  if (scenario.variants === undefined) {
    throw new TypeError(`variants: ${scenario.id} has none`);
  }
  if (!isRecord(given)) throw new TypeError('variants: takes an object by side, like { b: "…" }');
  const sides = SIDE_KEYS.slice(0, scenario.models.length);
  onlyFields("variants.", given, sides);
  return sides.map((side, i) => {
    const wanted = given[side];
    return wanted === undefined ? (own[i] ?? "") : variantId(`variants.${side}`, wanted, scenario);
  });
}

/** @throws TypeError that names the field */
export function variantId(field: string, given: unknown, scenario: Scenario): string {
  const found = variantOf(scenario, given);
  if (found !== undefined) return found.id;
  const ids = scenario.variants?.all.map(({ id }) => id) ?? [];
  throw new TypeError(
    ids.length === 0
      ? `${field}: ${scenario.id} has no variants`
      : `${field}: takes one of ${ids.join(", ")}, not ${shown(given)}`,
  );
}

export function knobsOf(given: unknown, { id, knobs }: Scenario): Record<string, KnobValue> {
  if (given === undefined) return {};
  if (!isRecord(given)) throw new TypeError("knobs: takes an object of values by knob id");
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const knob = knobs.find((k) => k.id === name);
      if (knob === undefined) throw new TypeError(`knobs.${name}: ${id} has no such knob`);
      return [name, checkKnob(`knobs.${name}`, knob, value)];
    }),
  );
}

/** @throws TypeError that names the field */
function checkKnob(field: string, knob: Knob, value: unknown): KnobValue {
  switch (knob.is) {
    case "choice": {
      const values = knob.options.map((option) => option.value);
      const found = values.find((one) => one === value);
      if (found !== undefined) return found;
      throw new TypeError(`${field}: takes one of ${values.join(", ")}, not ${shown(value)}`);
    }
    case "switch":
      if (typeof value === "boolean") return value;
      throw new TypeError(`${field}: takes true or false`);
    case "number":
    case undefined: {
      const { min, max, step } = knob;
      if (typeof value !== "number" || !(value >= min && value <= max)) {
        throw new TypeError(`${field}: takes a number from ${min} to ${max}`);
      }
      const { warnings } = resolveKnobs({ knobs: [knob] }, { [knob.id]: value });
      if (warnings.length === 0) return value;
      throw new TypeError(`${field}: takes steps of ${step} from ${min} on`);
    }
    default:
      return knob satisfies never;
  }
}

export function wholeNumber(field: string, given: unknown, min: number, max: number): number {
  if (typeof given !== "number" || !Number.isInteger(given) || given < min || given > max) {
    throw new TypeError(`${field}: takes a whole number from ${min} to ${max}`);
  }
  return given;
}

export const shown = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : `of type ${typeof value}`;
