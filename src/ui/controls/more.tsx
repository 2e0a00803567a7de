import { useLab, useLabState } from "../use-lab.ts";
import css from "./more.module.css";
import { Popover } from "./popover.tsx";

/** What is rarely turned: the seed, the cold start, and the way back to the defaults. */
export function More() {
  const lab = useLab();
  const seed = useLabState((s) => s.settings.seed);
  const coldStart = useLabState((s) => s.settings.coldStart);
  return (
    <Popover label="More" accessibleName="More settings">
      <div className={css.sheet}>
        <label className={css.row}>
          <span>Seed</span>
          <input
            type="number"
            className={css.seed}
            min={0}
            max={2 ** 32 - 1}
            step={1}
            value={seed}
            onChange={(event) => {
              if (event.target.value !== "") lab.set({ seed: event.target.valueAsNumber });
            }}
          />
        </label>
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
