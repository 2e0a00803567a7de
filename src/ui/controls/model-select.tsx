import { type ReactNode, useId } from "react";
import { MODELS, modelById } from "../../plan/models.ts";
import { letterOf, type ModelChoice, type SideKey } from "../../state/settings.ts";
import css from "./controls.module.css";

/** Which execution model runs on one side, and where a learner has met it. */
export function ModelSelect({
  side,
  value,
  optional,
  onChange,
  children,
}: {
  side: SideKey;
  value: ModelChoice;
  /** the side may be left out */
  optional: boolean;
  onChange: (model: ModelChoice) => void;
  /** what else the side chooses */
  children?: ReactNode;
}) {
  const id = useId();
  const letter = letterOf(side);
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        <span className={css.letter}>{letter}</span>
        <span className="visually-hidden">Execution model {letter}</span>
      </label>
      <div>
        <select
          id={id}
          className={css.select}
          value={value}
          onChange={(event) => onChange(choiceOf(event.target.value))}
          aria-describedby={`${id}-hint`}
        >
          {MODELS.map((model) => (
            <option key={model.id} value={model.id}>
              {model.label}
            </option>
          ))}
          {optional ? <option value="none">Nothing</option> : null}
        </select>
        <p id={`${id}-hint`} className={css.hint}>
          {value === "none" ? "one run alone" : modelById(value).runtimes.join(", ")}
        </p>
        {children}
      </div>
    </div>
  );
}

const choiceOf = (value: string): ModelChoice =>
  MODELS.find((model) => model.id === value)?.id ?? "none";
