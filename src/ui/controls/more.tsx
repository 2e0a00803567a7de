import { useId } from "react";
import { MAX_SEED } from "../../state/settings.ts";
import { useLab, useLabState } from "../use-lab.ts";
import css from "./more.module.css";
import { NumberField } from "./number-field.tsx";
import { Popover } from "./popover.tsx";

/** What is rarely turned: the seed, the cold start, and the way back to the defaults. */
export function More() {
  const lab = useLab();
  const id = useId();
  const seed = useLabState((s) => s.settings.seed);
  const coldStart = useLabState((s) => s.settings.coldStart);
  return (
    <Popover label="More" accessibleName="More settings">
      <div className={css.sheet}>
        <div className={css.row}>
          <label htmlFor={id}>Seed</label>
          <NumberField
            id={id}
            value={seed}
            min={0}
            max={MAX_SEED}
            step={1}
            onChange={(value) => lab.set({ seed: value })}
          />
        </div>
        <p className={css.hint}>Same seed, same work: both sides always get the same.</p>
        <label className={css.check}>
          <input
            type="checkbox"
            checked={coldStart}
            onChange={(event) => lab.set({ coldStart: event.target.checked })}
          />
          <span>Cold start</span>
        </label>
        <p className={css.hint}>
          Starts the workers inside the measured part. Otherwise they are running and warmed up
          before the clock starts.
        </p>
        <button type="button" className={css.reset} onClick={() => lab.resetSettings()}>
          Back to this scenario’s defaults
        </button>
      </div>
    </Popover>
  );
}
