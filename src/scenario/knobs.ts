import { shown } from "../plan/check-values.ts";
import type {
  ChoiceKnob,
  Knob,
  KnobValue,
  KnobValues,
  NumberKnob,
  Scenario,
  SwitchKnob,
} from "./scenario.ts";

interface ResolvedKnobs {
  /** one value for each knob of the scenario, inside its bounds and on its step */
  readonly knobs: KnobValues;
  /** a plain sentence for each thing that was not as given */
  readonly warnings: string[];
}

/**
 * The knob values nearest to what was asked for. Values from links and scripts may be anything: what is out of
 * bounds or off the step is moved to the nearest value, what is no value of the knob gives the default, unknown names
 * are left out, and each says so. Never throws.
 */
export function resolveKnobs(
  scenario: Pick<Scenario, "knobs">,
  given: Readonly<Record<string, unknown>>,
): ResolvedKnobs {
  const known = new Set(scenario.knobs.map((k) => k.id));
  const readings = scenario.knobs.map((knob): KnobReading & { id: string } => ({
    id: knob.id,
    ...(Object.hasOwn(given, knob.id) ? readKnob(knob, given[knob.id]) : { value: knob.default }),
  }));
  const unknown = Object.keys(given)
    .filter((name) => !known.has(name))
    .map((name) => `There is no knob ${shown(name)} here: it is ignored.`);
  return {
    knobs: Object.fromEntries(readings.map(({ id, value }) => [id, value])),
    warnings: [
      ...scenario.knobs.flatMap(({ id, is }, i) => {
        const { fault, value } = readings[i] ?? {};
        if (fault === undefined) return [];
        const used = typeof value === "boolean" ? Number(value) : value;
        return `${id}: ${fault}${is === "choice" ? ":" : ","} ${used} is used.`;
      }),
      ...unknown,
    ],
  };
}

interface KnobReading {
  /** the nearest valid value to what was given, or else the default */
  readonly value: KnobValue;
  /** what is wrong with what was given, as it is said after the knob's name */
  readonly fault?: string;
}

/** One knob's value out of anything. Never throws. */
export function readKnob(knob: Knob, given: unknown): KnobReading {
  switch (knob.is) {
    case "choice":
      return readChoice(knob, given);
    case "switch":
      return readSwitch(knob, given);
    case "number":
    case undefined:
      return readNumber(knob, given);
    default:
      return knob satisfies never;
  }
}

function readChoice(knob: ChoiceKnob, given: unknown): KnobReading {
  const found = knob.options.find(({ value }) => value === given);
  if (found !== undefined) return { value: found.value };
  const values = knob.options.map(({ value }) => value).join(", ");
  return { value: knob.default, fault: `${shown(given)} is none of ${values}` };
}

/** Links write 1 and 0. */
function readSwitch(knob: SwitchKnob, given: unknown): KnobReading {
  if (given === true || given === 1) return { value: true };
  if (given === false || given === 0) return { value: false };
  return { value: knob.default, fault: `${shown(given)} is neither 0 nor 1` };
}

function readNumber(knob: NumberKnob, given: unknown): KnobReading {
  const { min, max } = knob;
  if (typeof given !== "number" || !Number.isFinite(given)) {
    return { value: knob.default, fault: `${shown(given)} is not a number` };
  }
  if (given < min) return { value: min, fault: `${given} is below ${min}` };
  const last = onStep(knob, max);
  if (given > max) return { value: last, fault: `${given} is above ${max}` };
  const value = Math.min(last, onStep(knob, given));
  return value === given
    ? { value }
    : { value, fault: `${given} is between two steps of ${knob.step}` };
}

/** The nearest `min + k * step` that is not above `max`, without the noise of binary fractions. */
function onStep({ min, max, step }: NumberKnob, value: number): number {
  const steps = Math.min(Math.round((value - min) / step), Math.floor((max - min) / step + 1e-9));
  return Number((min + steps * step).toFixed(9));
}

/** @throws TypeError where the knob has no such value: `plan()` takes all knobs of its scenario (see resolveKnobs) */
export function knobValue(knobs: KnobValues, id: string): number {
  const value = knobs[id];
  if (typeof value !== "number") throw new TypeError(`knobs.${id}: has no value`);
  return value;
}

/** @throws TypeError where the knob has no such value */
export function knobChoice(knobs: KnobValues, id: string): string {
  const value = knobs[id];
  if (typeof value !== "string") throw new TypeError(`knobs.${id}: has no choice`);
  return value;
}

/** @throws TypeError where the knob has no such value */
export function knobSwitch(knobs: KnobValues, id: string): boolean {
  const value = knobs[id];
  if (typeof value !== "boolean") throw new TypeError(`knobs.${id}: is neither on nor off`);
  return value;
}

/** A value as a person reads it: "100", "fallback", "on". */
export const knobText = (value: KnobValue): string =>
  typeof value === "boolean" ? (value ? "on" : "off") : String(value);

/** "Latency 100 ms", "Policy fall back", "Retries on". */
export function knobWords(knob: Knob): string {
  switch (knob.is) {
    case "choice": {
      const { options, default: own } = knob;
      return `${knob.label} ${options.find(({ value }) => value === own)?.label ?? own}`;
    }
    case "switch":
      return `${knob.label} ${knobText(knob.default)}`;
    case "number":
    case undefined:
      return `${knob.label} ${knob.default}${knob.unit === undefined ? "" : ` ${knob.unit}`}`;
    default:
      return knob satisfies never;
  }
}
