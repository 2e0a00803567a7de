import { shown } from "../plan/check-values.ts";
import type { Knob, KnobValues, Scenario } from "./scenario.ts";

interface ResolvedKnobs {
  /** one value for each knob of the scenario, inside its bounds and on its step */
  readonly knobs: KnobValues;
  /** a plain sentence for each thing that was not as given */
  readonly warnings: string[];
}

/**
 * The knob values nearest to what was asked for. Values from links and scripts may be anything: what is out of
 * bounds or off the step is moved to the nearest value, what is no number gives the default, unknown names are
 * left out, and each says so. Never throws.
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
      ...readings.flatMap(({ id, value, fault }) =>
        fault === undefined ? [] : [`${id}: ${fault}, ${value} is used.`],
      ),
      ...unknown,
    ],
  };
}

interface KnobReading {
  /** inside the knob's bounds and on its step: the nearest to what was given, or else the default */
  readonly value: number;
  /** what is wrong with what was given, as it is said after the knob's name */
  readonly fault?: string;
}

/** One knob's value out of anything. Never throws. */
export function readKnob(knob: Knob, given: unknown): KnobReading {
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
function onStep({ min, max, step }: Knob, value: number): number {
  const steps = Math.min(Math.round((value - min) / step), Math.floor((max - min) / step + 1e-9));
  return Number((min + steps * step).toFixed(9));
}

/** @throws TypeError where the knob has no value: `plan()` takes all knobs of its scenario (see resolveKnobs) */
export function knobValue(knobs: KnobValues, id: string): number {
  const value = knobs[id];
  if (value === undefined) throw new TypeError(`knobs.${id}: has no value`);
  return value;
}
