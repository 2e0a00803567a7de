import { useId } from "react";
import css from "./controls.module.css";
import { NumberField } from "./number-field.tsx";

/** A number to turn: a slider for the hand, a field for the exact figure. Both are the same value. */
export function NumberKnob({
  label,
  unit,
  value,
  min,
  max,
  step,
  onChange,
}: {
  label: string;
  unit?: string | undefined;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
}) {
  const id = useId();
  return (
    <div className={css.knob}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <div className={css.turn}>
        <input
          type="range"
          className={css.range}
          aria-label={`${label}, slider`}
          aria-valuetext={unit === undefined ? String(value) : `${value} ${unit}`}
          min={min}
          max={max}
          step={step}
          value={value}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
        <span className={css.figure}>
          <NumberField id={id} value={value} min={min} max={max} step={step} onChange={onChange} />
          {unit === undefined ? null : <span className={css.unit}>{unit}</span>}
        </span>
      </div>
    </div>
  );
}
