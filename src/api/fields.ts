import { shown } from "../plan/check-values.ts";
import { isModelId, type ModelId } from "../plan/models.ts";
import type { FindScenario } from "../scenario/catalogue.ts";
import { readKnob } from "../scenario/knobs.ts";
import type { Knob, KnobValue, Scenario } from "../scenario/scenario.ts";
import { variantOf } from "../scenario/variants.ts";
import { readZoom } from "../state/address/zoom.ts";
import type { LabState } from "../state/lab-state.ts";
import {
  isWhatIf,
  MAX_WHAT_IF_CORES,
  readWhatIf,
  type WhatIf,
} from "../state/prediction/what-if.ts";
import {
  clampLanes,
  MAX_SEED,
  type ModelChoice,
  maxLanes,
  REPEATS,
  type Settings,
  SIDE_KEYS,
  type SideKey,
} from "../state/settings.ts";
import type { TimeRange } from "../trace/types.ts";
import { type Field, oneOf, record, text, whole } from "./field-kinds.ts";

/** What each thing that a script, a link or an embed may set may be. */

type VariantScenario = Pick<Scenario, "models" | "variants">;
type Cores = Pick<LabState["machine"], "cores">;

export const scenarioField =
  (find: FindScenario): Field<Scenario> =>
  (given) => {
    const scenario = typeof given === "string" ? find(given) : undefined;
    return scenario === undefined
      ? { fault: `there is no scenario ${shown(given)}` }
      : { value: scenario };
  };

export const modelField: Field<ModelId> = (given) =>
  typeof given === "string" && isModelId(given)
    ? { value: given }
    : { fault: `there is no model ${shown(given)}` };

const absentSide = ({ models }: Pick<Scenario, "models">) => ({
  fault: `this scenario has ${models.length} sides`,
});

/** Side a must have a model; the others may be left out. */
export const sideField =
  ({ models }: Pick<Scenario, "models">, side: SideKey): Field<ModelChoice> =>
  (given) => {
    const at = SIDE_KEYS.indexOf(side);
    if (at >= models.length) return absentSide({ models });
    if (given !== "none") return modelField(given);
    return at > 0 ? { value: given } : { fault: "the first side can't be left out" };
  };

/** By side, in reading order. */
export const listField: Field<readonly unknown[]> = (given) =>
  Array.isArray(given) ? { value: given } : { fault: `${shown(given)} is not a list` };

/** By side. */
export const variantsField = record('is not an object by side, like { b: "…" }');

/** One of a side. */
export const variantField =
  (scenario: VariantScenario, side: SideKey): Field<string> =>
  (given) => {
    const { models, variants } = scenario;
    if (variants === undefined) return { fault: "this scenario has no variants" };
    if (SIDE_KEYS.indexOf(side) >= models.length) return absentSide(scenario);
    const found = variantOf(scenario, given);
    return found === undefined
      ? { fault: `there is no variant ${shown(given)}` }
      : { value: found.id };
  };

/** The same as scripts are told of it: who writes one wants to know which there are. */
export const scriptVariantField =
  (scenario: VariantScenario & Pick<Scenario, "id">): Field<string> =>
  (given) => {
    const found = variantOf(scenario, given);
    if (found !== undefined) return { value: found.id };
    const ids = scenario.variants?.all.map(({ id }) => id);
    return ids === undefined
      ? { fault: `${scenario.id} has no variants` }
      : { fault: `takes one of ${ids.join(", ")}, not ${shown(given)}` };
  };

export const lanesField = (machine: Cores): Field<number> => {
  const possible = whole(1, maxLanes(machine), " (2 per core)");
  return (given) => {
    if (typeof given !== "number" || !Number.isFinite(given)) {
      return { fault: `${shown(given)} is not a number` };
    }
    const read = possible(given);
    return "value" in read ? read : { ...read, nearest: clampLanes(given, machine) };
  };
};

export const knobsField = record("is not a set of values");

/** As scripts set it: of a switch, only true and false. Links are read by `resolveKnobs`, which takes 1 and 0, too. */
export const knobField = (knob: Knob): Field<KnobValue> =>
  knob.is === "switch"
    ? oneOf([true, false])
    : (given) => {
        const { value, fault } = readKnob(knob, given);
        return fault === undefined ? { value } : { fault, nearest: value };
      };

export const seedField: Field<number> = whole(0, MAX_SEED);

export const repeatsField: Field<Settings["repeats"]> = oneOf(REPEATS);

export const coldStartField: Field<boolean> = (given) =>
  typeof given === "boolean" ? { value: given } : { fault: `${shown(given)} is neither 0 nor 1` };

export const viewField: Field<Settings["view"]> = oneOf(["threads", "tasks"]);

/** Also as an address has it: "8", "1-same-10". */
export const whatIfField: Field<WhatIf> = (given) => {
  const read = isWhatIf(given) ? given : readWhatIf(given);
  return read === undefined
    ? { fault: `${shown(given)} is not a number of cores from 1 to ${MAX_WHAT_IF_CORES}` }
    : { value: read };
};

/** Also as an address has it: "12.5-80". */
export const zoomField: Field<TimeRange> = (given) => {
  const read = readZoom(given);
  return read === undefined
    ? { fault: `${shown(given)} is not a stretch of time in ms, as 12.5-80 is` }
    : { value: read };
};

/** What the address of an embed says to the embed itself. */
export const embedFields = {
  run: oneOf(["click", "auto"]),
  theme: oneOf(["auto", "light", "dark"]),
  id: text((id) => /^[\w.:-]{1,64}$/.test(id), "is not 1 to 64 letters, digits or . : _ -"),
  origin: text(isOrigin, "is not an origin like https://school.example"),
};

/** As browsers write one in `MessageEvent.origin`: no path, no "*", and nothing but the web. */
function isOrigin(given: string): boolean {
  try {
    const { origin: canonical, protocol } = new URL(given);
    return canonical === given && /^https?:$/.test(protocol);
  } catch {
    return false;
  }
}
