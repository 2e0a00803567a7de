import { useEffect, useId, useState } from "react";
import css from "./controls.module.css";

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
  const [typed, setTyped] = useState(String(value));
  useEffect(() => setTyped(String(value)), [value]);
  const commit = () => {
    const number = Number(typed);
    if (typed.trim() === "" || !Number.isFinite(number)) setTyped(String(value));
    else if (number !== value) onChange(number);
    else setTyped(String(value));
  };
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
          <input
            id={id}
            type="number"
            inputMode="numeric"
            className={css.number}
            min={min}
            max={max}
            step={step}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.key === "Enter") commit();
            }}
          />
          {unit === undefined ? null : <span className={css.unit}>{unit}</span>}
        </span>
      </div>
    </div>
  );
}
