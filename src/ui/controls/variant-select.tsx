import { useId } from "react";
import type { Variants } from "../../scenario/scenario.ts";
import { letterOf, type SideKey } from "../../state/settings.ts";
import css from "./controls.module.css";

/** Which variant of the work one side gets. */
export function VariantSelect({
  side,
  variants,
  value,
  onChange,
}: {
  side: SideKey;
  variants: Variants;
  value: string | undefined;
  onChange: (variant: string) => void;
}) {
  const id = useId();
  return (
    <div className={css.variant}>
      <label htmlFor={id} className={css.label}>
        {variants.label}
        <span className="visually-hidden"> {letterOf(side)}</span>
      </label>
      <select
        id={id}
        className={css.select}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {variants.all.map((variant) => (
          <option key={variant.id} value={variant.id}>
            {variant.label}
          </option>
        ))}
      </select>
    </div>
  );
}
