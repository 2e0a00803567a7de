import type { Knob, KnobValue } from "./scenario.ts";

/** Every value the knob can stand at, from the first to the last. */
export function knobRange(knob: Knob): readonly KnobValue[] {
  switch (knob.is) {
    case "choice":
      return knob.options.map(({ value }) => value);
    case "switch":
      return [false, true];
    case "number":
    case undefined: {
      const { min, max, step } = knob;
      const count = Math.floor((max - min) / step + 1e-9) + 1;
      return Array.from({ length: count }, (_, i) => Number((min + i * step).toFixed(9)));
    }
    default:
      return knob satisfies never;
  }
}

/** A value far from the knob's own: its last, or else its first. */
export function otherValue(knob: Knob): KnobValue {
  const range = knobRange(knob);
  const last = range.at(-1) ?? knob.default;
  return last === knob.default ? (range[0] ?? last) : last;
}
