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
  const resolved = scenario.knobs.map((knob) =>
    Object.hasOwn(given, knob.id) ? resolve(knob, given[knob.id]) : { value: knob.default },
  );
  const unknown = Object.keys(given)
    .filter((name) => !known.has(name))
    .map((name) => `There is no knob ${shown(name)} here: it is ignored.`);
  return {
    knobs: Object.fromEntries(
      scenario.knobs.map((k, i) => [k.id, resolved[i]?.value ?? k.default]),
    ),
    warnings: [...resolved.flatMap((r) => r.warning ?? []), ...unknown],
  };
}

function resolve(knob: Knob, given: unknown): { value: number; warning?: string } {
  const { id, min, max } = knob;
  if (typeof given !== "number" || !Number.isFinite(given)) {
    return {
      value: knob.default,
      warning: `${id}: ${shown(given)} is not a number, ${knob.default} is used.`,
    };
  }
  if (given < min)
    return { value: min, warning: `${id}: ${given} is below ${min}, ${min} is used.` };
  const last = onStep(knob, max);
  if (given > max)
    return { value: last, warning: `${id}: ${given} is above ${max}, ${last} is used.` };
  const value = Math.min(last, onStep(knob, given));
  return value === given
    ? { value }
    : { value, warning: `${id}: ${given} is between two steps of ${knob.step}, ${value} is used.` };
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
