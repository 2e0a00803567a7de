import { useId } from "react";
import { counted, formatMs } from "../../metrics/format.ts";
import { isModelId, type ModelId, modelById } from "../../plan/models.ts";
import { refusalOf } from "../../state/machine-owner.ts";
import { maxLanes, REPEATS, type Repeats } from "../../state/settings.ts";
import type { SweepProgress, SweepSubject } from "../../state/sweep/sweep.ts";
import { sweepOrder } from "../../state/sweep/sweep-order.ts";
import { Segmented } from "../controls/segmented.tsx";
import { useLabState } from "../use-lab.ts";
import css from "./sweep-panel.module.css";
import { orderInWords } from "./sweep-words.ts";
import type { SweepView } from "./use-sweep.ts";

const repeatOptions = REPEATS.map((n) => ({ value: n, label: String(n) }));

/** Which model, how often, Start and Stop, and what is going on. */
export function SweepControls({
  view,
  models,
  onModel,
  onVariant,
  repeats,
  onRepeats,
}: {
  view: SweepView;
  models: readonly ModelId[];
  onModel: (model: ModelId) => void;
  onVariant: (variant: string) => void;
  repeats: Repeats;
  onRepeats: (repeats: Repeats) => void;
}) {
  const canRun = useLabState((s) => s.machine.tier !== "C");
  const { phase, subject } = view;
  const sweeping = phase.is === "sweeping";
  return (
    <div className={css.controls}>
      <ModelChoice
        models={models}
        value={subject.model.id}
        disabled={sweeping}
        onChange={onModel}
      />
      <VariantChoice subject={subject} disabled={sweeping} onChange={onVariant} />
      {canRun && !sweeping ? (
        <Segmented
          label="Runs of each"
          showLabel
          value={repeats}
          options={repeatOptions}
          onChange={onRepeats}
        />
      ) : null}
      {canRun ? <Go view={view} repeats={repeats} /> : null}
      <div className={css.status}>
        {sweeping ? (
          <Progress phase={phase} />
        ) : canRun ? (
          <Expected view={view} repeats={repeats} />
        ) : (
          <p>This browser offers no Web Workers: nothing can be measured, only predicted.</p>
        )}
      </div>
    </div>
  );
}

function ModelChoice({
  models,
  value,
  disabled,
  onChange,
}: {
  models: readonly ModelId[];
  value: string;
  disabled: boolean;
  onChange: (model: ModelId) => void;
}) {
  const id = useId();
  return (
    <div className={css.choice}>
      <label className={css.label} htmlFor={id}>
        Model
      </label>
      <select
        id={id}
        className={css.select}
        value={value}
        disabled={disabled}
        onChange={({ target }) => {
          if (isModelId(target.value)) onChange(target.value);
        }}
      >
        {models.map((model) => (
          <option key={model} value={model}>
            {modelById(model).label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Where the scenario has variants: which of them is swept. */
function VariantChoice({
  subject,
  disabled,
  onChange,
}: {
  subject: SweepSubject;
  disabled: boolean;
  onChange: (variant: string) => void;
}) {
  const id = useId();
  const { variants } = subject.scenario;
  if (variants === undefined) return null;
  return (
    <div className={css.choice}>
      <label className={css.label} htmlFor={id}>
        {variants.label}
      </label>
      <select
        id={id}
        className={css.select}
        value={subject.variant?.id}
        disabled={disabled}
        onChange={({ target }) => onChange(target.value)}
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

function Go({ view, repeats }: { view: SweepView; repeats: Repeats }) {
  const isTaken = useLabState((s) => s.owner.is !== "free");
  const { sweep, phase, subject, swept } = view;
  if (phase.is === "sweeping") {
    return (
      <button
        type="button"
        className={css.stop}
        aria-disabled={phase.stopping}
        onClick={() => sweep.stop()}
      >
        {phase.stopping ? "Stopping…" : "Stop sweep"}
      </button>
    );
  }
  return (
    <button
      type="button"
      className={css.start}
      aria-disabled={isTaken}
      onClick={() => {
        if (!isTaken) void sweep.start(subject, repeats);
      }}
    >
      {swept === undefined ? "Start sweep" : "Sweep again"}
    </button>
  );
}

/** Before: how many runs, how long they should take, and in which order they go. */
function Expected({ view, repeats }: { view: SweepView; repeats: Repeats }) {
  const refusal = useLabState((s) => refusalOf(s.owner, "the sweep can start when it has ended"));
  const machine = useLabState((s) => s.machine);
  const { forecast, subject } = view;
  if (refusal !== undefined) return <p>{refusal}</p>;
  const order = sweepOrder(maxLanes(machine), repeats, subject.settings.seed);
  const time =
    forecast === undefined ? "" : `, at least ${formatMs(forecast.total * repeats)} in all`;
  return (
    <p>
      {counted(order.length, "run")}
      {time}. Order by seed {subject.settings.seed}: {shortened(orderInWords(order))}
    </p>
  );
}

const LONGEST = 80;
const shortened = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, text.lastIndexOf(" ", LONGEST))} …` : text;

function Progress({ phase: { order, step, doing } }: { phase: SweepProgress }) {
  return (
    <>
      <p>
        Run {step + 1} of {order.length} · {counted(order[step] ?? 1, "lane")}
        {doing === "running" ? "" : ` · ${doingWords[doing]}`}
      </p>
      <progress
        className={css.bar}
        max={order.length}
        value={step}
        aria-label="Progress of the sweep"
      />
    </>
  );
}

const doingWords: Readonly<Record<Exclude<SweepProgress["doing"], "running">, string>> = {
  draining: "waiting for stopped workers to free their cores",
  starting: "starting workers",
  calibrating: "finding job sizes for this machine",
};
