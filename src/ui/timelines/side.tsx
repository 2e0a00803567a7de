import { modelById } from "../../plan/models.ts";
import { sideLabel, variantOf } from "../../scenario/variants.ts";
import type { SideView } from "../../state/derived/side-views.ts";
import { liveTrace } from "../../state/derived/timeline-source.ts";
import type { LabState } from "../../state/lab-state.ts";
import { isPredicted } from "../../state/prediction/prediction.ts";
import { letterOf } from "../../state/settings.ts";
import { useLabState } from "../use-lab.ts";
import { PredictedFigures, PredictionNote } from "./predicted-side.tsx";
import { SideData, TraceData } from "./side-data.tsx";
import { SideFigures } from "./side-figures.tsx";
import { Timeline } from "./side-timeline.tsx";
import css from "./sides.module.css";
import { traitsOf } from "./traits.ts";

/** One execution model: what it is, its two numbers, its timeline, and what a reader must know about it. */
export function Side({
  view,
  first,
  axis,
  strip,
}: {
  view: SideView;
  /** what the others are compared with */
  first: SideView | undefined;
  axis: boolean;
  strip: boolean;
}) {
  const { key, modelId, variant: variantId, result, stale } = view;
  const status = useLabState((s) => statusOf(s, view));
  const growing = useLabState((s) => liveTrace(s, view) !== undefined);
  const prediction = useLabState((s) => s.predicted[key]);
  const firstPrediction = useLabState((s) => s.predicted.a);
  const drawn = growing || result !== undefined || isPredicted(prediction);
  const model = modelById(modelId);
  const variant = useLabState((s) => variantOf(s.scenario, variantId));
  const name = sideLabel(model, variant);
  const lanes = useLabState((s) => s.settings.lanes);
  const letter = letterOf(key);
  return (
    <section className={css.side} aria-label={`${letter}: ${name}`}>
      <header className={css.header}>
        <div className={css.who}>
          <h3 className={css.name}>
            <span className={css.letter}>{letter}</span> {name}
          </h3>
          <p className={css.traits}>{traitsOf(model, lanes)}</p>
        </div>
        {status === "running" ? (
          <p className={css.now}>running</p>
        ) : status === "queued" && result === undefined ? (
          <p className={css.now}>waits for its turn</p>
        ) : result === undefined ? (
          <PredictedFigures side={key} prediction={prediction} first={firstPrediction} />
        ) : (
          <SideFigures
            result={result}
            first={first?.stale === stale ? first.result : undefined}
            stale={stale}
          />
        )}
      </header>
      {stale && result !== undefined && status !== "running" ? (
        <p className={css.stale}>
          From the previous settings (
          {modelId === result.model.id && variantId === result.variant?.id
            ? "other work or lanes"
            : result.label}
          ). The outlines are what to expect of these; Run measures them.
        </p>
      ) : null}
      <div className={css.chart} data-stale={stale && !growing ? "" : undefined}>
        {drawn ? <Timeline side={view} axis={axis} strip={strip} /> : null}
      </div>
      {status === "running" ? null : <PredictionNote prediction={prediction} />}
      {result !== undefined && status !== "running" ? (
        <SideData result={result} />
      ) : isPredicted(prediction) && status === "still" ? (
        <TraceData trace={prediction.trace} />
      ) : null}
    </section>
  );
}

type Status = "still" | "queued" | "running";

function statusOf({ phase, settings }: LabState, { key, modelId, variant }: SideView): Status {
  if (phase.is !== "running" || phase.scenario !== settings.scenario) return "still";
  const next = phase.order
    .slice(phase.step)
    .findIndex((run) => run.side === key && run.modelId === modelId && run.variant === variant);
  return next === 0 ? "running" : next > 0 ? "queued" : "still";
}
