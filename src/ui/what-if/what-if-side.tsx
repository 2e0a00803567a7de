import { useEffect, useRef } from "react";
import { mountTimeline, type Timeline } from "../../chart/index.ts";
import { counted, formatMs, formatRatio } from "../../metrics/format.ts";
import type { Metrics } from "../../metrics/measure.ts";
import { modelById } from "../../plan/models.ts";
import { sideLabel, variantOf } from "../../scenario/variants.ts";
import { isPredicted, type PredictionOutcome } from "../../state/prediction/prediction.ts";
import { type ActiveSide, letterOf, type SideKey } from "../../state/settings.ts";
import type { Ms, Trace } from "../../trace/types.ts";
import { TraceData } from "../timelines/side-data.tsx";
import { useLab, useLabState, useSides } from "../use-lab.ts";
import css from "./what-if-section.module.css";

/** One side on the other machine: its figures beside this machine's, and its timeline. */
export function WhatIfSide({
  side: { key, modelId, variant },
  cores,
  outcome,
  end,
  axis,
}: {
  side: ActiveSide;
  cores: number;
  outcome: PredictionOutcome | undefined;
  /** of the time axis that all sides here share */
  end: Ms;
  axis: boolean;
}) {
  const scenario = useLabState((s) => s.scenario);
  const name = sideLabel(modelById(modelId), variantOf(scenario, variant));
  const label = `${letterOf(key)}, ${name}`;
  const here = useHere(key);
  if (outcome === undefined) return <p className={css.soft}>{label}: being predicted</p>;
  if (!isPredicted(outcome)) {
    return (
      <p className={css.soft}>
        {label}: {outcome.error}
      </p>
    );
  }
  return (
    <section className={css.side} aria-label={`${label} on ${counted(cores, "core")}`}>
      <h3 className={css.name}>{label}</h3>
      <dl className={css.figures}>
        <Figures name={`on ${counted(cores, "core")}, predicted`} metrics={outcome.metrics} />
        {here === undefined ? null : (
          <Figures name={`on this machine, ${here.how}`} metrics={here.metrics} />
        )}
      </dl>
      <Bars trace={outcome.trace} end={end} axis={axis} label={label} />
      <TraceData trace={outcome.trace} />
    </section>
  );
}

interface Here {
  readonly how: "measured" | "predicted";
  readonly metrics: Metrics;
}

/** This machine's figures of the same settings: measured where they were run. */
function useHere(side: SideKey): Here | undefined {
  const view = useSides().find(({ key }) => key === side);
  const predicted = useLabState((s) => s.predicted[side]);
  if (view?.result?.ended === "complete" && !view.stale) {
    return { how: "measured", metrics: view.result.metrics };
  }
  return isPredicted(predicted) ? { how: "predicted", metrics: predicted.metrics } : undefined;
}

function Figures({ name, metrics }: { name: string; metrics: Metrics }) {
  const { makespan, speedup } = metrics;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {formatMs(makespan)}
        {speedup === undefined ? null : (
          <span className={css.soft}> speedup {formatRatio(speedup.value)}</span>
        )}
      </dd>
    </div>
  );
}

function Bars({
  trace,
  end,
  axis,
  label,
}: {
  trace: Trace;
  end: Ms;
  axis: boolean;
  label: string;
}) {
  const lab = useLab();
  const rows = useLabState((s) => s.settings.view);
  const selected = useLabState((s) => s.selected);
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Timeline>(undefined);
  useEffect(() => {
    if (host.current === null) return;
    // its time is another machine's: the cursor of the page's timelines does not belong on it
    const mounted = mountTimeline(host.current, { onCursor: () => {}, onSelect: lab.select });
    chart.current = mounted;
    return () => mounted.destroy();
  }, [lab]);
  useEffect(() => {
    const by = rows === "threads" ? "thread" : "task";
    chart.current?.update({
      trace,
      rows,
      domain: [0, end],
      axis,
      strip: false,
      label: `${label}, what if, predicted, by ${by}`,
      selected,
    });
  }, [trace, rows, end, axis, label, selected]);
  return <div ref={host} className={css.bars} />;
}
