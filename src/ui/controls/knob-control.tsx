import type { Knob, KnobValue } from "../../scenario/scenario.ts";
import { ChoiceControl } from "./choice-control.tsx";
import { NumberKnob } from "./number-knob.tsx";
import { SwitchControl } from "./switch-control.tsx";

/** One knob of the scenario, whatever kind it is. */
export function KnobControl({
  knob,
  value,
  onChange,
}: {
  knob: Knob;
  value: KnobValue | undefined;
  onChange: (value: KnobValue) => void;
}) {
  switch (knob.is) {
    case "choice":
      return (
        <ChoiceControl
          label={knob.label}
          options={knob.options}
          value={typeof value === "string" ? value : knob.default}
          onChange={onChange}
        />
      );
    case "switch":
      return (
        <SwitchControl
          label={knob.label}
          value={typeof value === "boolean" ? value : knob.default}
          onChange={onChange}
        />
      );
    case "number":
    case undefined:
      return (
        <NumberKnob
          label={knob.label}
          unit={knob.unit}
          value={typeof value === "number" ? value : knob.default}
          min={knob.min}
          max={knob.max}
          step={knob.step}
          onChange={onChange}
        />
      );
    default:
      return knob satisfies never;
  }
}
