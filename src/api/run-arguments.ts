import { isModelId } from "../plan/models.ts";
import { scenarioById } from "../scenario/catalogue.ts";
import { resolveKnobs } from "../scenario/knobs.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { SettingsPatch } from "../state/lab.ts";
import type { LabState } from "../state/lab-state.ts";
import { defaultSettings, type ModelChoice, maxLanes, SIDE_KEYS } from "../state/settings.ts";

interface CheckedRun {
  readonly scenario: string;
  readonly patch: SettingsPatch;
}

const FIELDS = ["scenario", ...SIDE_KEYS, "lanes", "knobs", "seed"];

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

export function knobsOf(given: unknown, { id, knobs }: Scenario): Record<string, number> {
  if (given === undefined) return {};
  if (!isRecord(given)) throw new TypeError("knobs: takes an object of numbers by knob id");
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const knob = knobs.find((k) => k.id === name);
      if (knob === undefined) throw new TypeError(`knobs.${name}: ${id} has no such knob`);
      const { min, max } = knob;
      if (typeof value !== "number" || !(value >= min && value <= max)) {
        throw new TypeError(`knobs.${name}: takes a number from ${min} to ${max}`);
      }
      const { knobs: nearest } = resolveKnobs({ knobs: [knob] }, { [name]: value });
      if (nearest[name] !== value) {
        throw new TypeError(`knobs.${name}: takes steps of ${knob.step} from ${min} on`);
      }
      return [name, value];
    }),
  );
}

export function wholeNumber(field: string, given: unknown, min: number, max: number): number {
  if (typeof given !== "number" || !Number.isInteger(given) || given < min || given > max) {
    throw new TypeError(`${field}: takes a whole number from ${min} to ${max}`);
  }
  return given;
}

export const shown = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : `of type ${typeof value}`;
