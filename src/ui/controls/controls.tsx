import { maxLanes, REPEATS, SIDE_KEYS } from "../../state/settings.ts";
import { useLab, useLabState } from "../use-lab.ts";
import css from "./controls.module.css";
import { KnobControl } from "./knob-control.tsx";
import { ModelSelect } from "./model-select.tsx";
import { More } from "./more.tsx";
import { NumberKnob } from "./number-knob.tsx";
import { RunButton } from "./run-button.tsx";
import { Segmented } from "./segmented.tsx";
import { Status } from "./status.tsx";
import { VariantSelect } from "./variant-select.tsx";

const repeatOptions = REPEATS.map((n) => ({ value: n, label: String(n) }));

/**
 * Everything to set before a run, and the button that starts it. `minimal`: the button alone; `settings`: all but the
 * button, for a page that has it elsewhere.
 */
export function Controls({ amount }: { amount: "full" | "minimal" | "settings" }) {
  const lab = useLab();
  const repeats = useLabState((s) => s.settings.repeats);
  const canRun = useLabState((s) => s.machine.tier !== "C");
  // a memory lab has knobs alone: its sides and its workers are its own
  const isPlan = useLabState((s) => s.scenario.kind === "plan");
  const full = amount !== "minimal";
  const runs = amount !== "settings";
  return (
    <section className={full ? css.controls : css.minimal} aria-label="Settings">
      {full && isPlan ? <Models /> : null}
      {full ? <Knobs /> : null}
      <div className={css.go}>
        {full && canRun && isPlan ? (
          <>
            <Segmented
              label="Runs of each"
              showLabel
              value={repeats}
              options={repeatOptions}
              onChange={lab.setRepeats}
            />
            <More />
          </>
        ) : null}
        {runs ? <RunButton /> : null}
      </div>
      {runs && canRun ? <Status /> : null}
    </section>
  );
}

function Models() {
  const lab = useLab();
  const models = useLabState((s) => s.settings.models);
  const chosen = useLabState((s) => s.settings.variants);
  const variants = useLabState((s) => s.scenario.variants);
  return (
    <div className={models.length > 2 ? css.four : css.models}>
      {models.map((model, i) => {
        const side = SIDE_KEYS[i];
        if (side === undefined) return null;
        return (
          <div key={side} className={css.model}>
            {i === 1 && models.length === 2 ? <span className={css.against}>against</span> : null}
            <ModelSelect
              side={side}
              value={model}
              optional={i > 0}
              onChange={(choice) => lab.setModel(side, choice)}
            >
              {variants === undefined || model === "none" ? null : (
                <VariantSelect
                  side={side}
                  variants={variants}
                  value={chosen?.[i]}
                  onChange={(variant) => lab.setVariant(side, variant)}
                />
              )}
            </ModelSelect>
          </div>
        );
      })}
    </div>
  );
}

function Knobs() {
  const lab = useLab();
  const isPlan = useLabState((s) => s.scenario.kind === "plan");
  const knobs = useLabState((s) => s.scenario.knobs);
  const values = useLabState((s) => s.settings.knobs);
  const lanes = useLabState((s) => s.settings.lanes);
  const machine = useLabState((s) => s.machine);
  return (
    <div className={css.knobs}>
      {isPlan ? (
        <NumberKnob
          label="Lanes"
          value={lanes}
          min={1}
          max={maxLanes(machine)}
          step={1}
          onChange={lab.setLanes}
        />
      ) : null}
      {knobs.map((knob) => (
        <KnobControl
          key={knob.id}
          knob={knob}
          value={values[knob.id]}
          onChange={(value) => lab.setKnob(knob.id, value)}
        />
      ))}
    </div>
  );
}
