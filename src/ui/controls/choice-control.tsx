import { useId } from "react";
import css from "./controls.module.css";
import { Segmented } from "./segmented.tsx";

/** More letters than these side by side are too wide for a row of knobs. */
const MOST_LETTERS = 36;

/** One of a few: side by side where they are short, else folded into a list. */
export function ChoiceControl({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly { readonly value: string; readonly label: string }[];
  value: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  const letters = options.reduce((sum, option) => sum + option.label.length, 0);
  if (letters <= MOST_LETTERS) {
    return (
      <div className={css.knob}>
        <span aria-hidden="true" className={css.label}>
          {label}
        </span>
        <Segmented label={label} value={value} options={options} onChange={onChange} />
      </div>
    );
  }
  return (
    <div className={css.knob}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <select
        id={id}
        className={css.select}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
