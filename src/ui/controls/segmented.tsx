import { useId } from "react";
import css from "./segmented.module.css";

/** A few choices side by side, one of them on: radio buttons underneath, so arrow keys work. */
export function Segmented<T extends string | number>({
  label,
  value,
  options,
  onChange,
  showLabel = false,
}: {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  showLabel?: boolean;
}) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={css.group}>
      {showLabel ? (
        <span aria-hidden="true" className={css.label}>
          {label}
        </span>
      ) : null}
      <div className={css.track}>
        {options.map((option) => (
          <label key={option.value} className={css.option}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
