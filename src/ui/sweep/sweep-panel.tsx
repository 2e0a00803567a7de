import { useState } from "react";
import type { ModelId } from "../../plan/models.ts";
import type { PlanScenario } from "../../scenario/scenario.ts";
import { sideLabel } from "../../scenario/variants.ts";
import { maxLanes, type Repeats } from "../../state/settings.ts";
import { sweepable } from "../../state/sweep/sweep.ts";
import { useLabState } from "../use-lab.ts";
import { SweepControls } from "./sweep-controls.tsx";
import css from "./sweep-panel.module.css";
import { SweepPlot } from "./sweep-plot.tsx";
import { SweepTable } from "./sweep-table.tsx";
import { baseline, sweepSentences } from "./sweep-words.ts";
import { useAnnouncement } from "./use-announcement.ts";
import { useSweep } from "./use-sweep.ts";

/** The sweep of the work on the screen, under a model that has a pool: one of the screen's, if there is one. */
export function SweepPanel() {
  const scenario = useLabState((s) => s.scenario);
  const settings = useLabState((s) => s.settings);
  const [chosen, choose] = useState<ModelId>();
  const models = sweepable(settings);
  const modelId = models.find((id) => id === chosen) ?? models[0];
  // a memory lab has no lanes to count up
  if (scenario.kind !== "plan" || modelId === undefined) return null;
  return <PanelOf scenario={scenario} modelId={modelId} models={models} onModel={choose} />;
}

function PanelOf({
  scenario,
  modelId,
  models,
  onModel,
}: {
  scenario: PlanScenario;
  modelId: ModelId;
  models: readonly ModelId[];
  onModel: (model: ModelId) => void;
}) {
  const machine = useLabState((s) => s.machine);
  const [repeats, setRepeats] = useState<Repeats>(3);
  const [variant, setVariant] = useState<string>();
  const view = useSweep(scenario, modelId, variant);
  const { phase, points, forecast, fit, subject, swept, why } = view;
  const most = maxLanes(machine);
  const { model } = subject;
  const sentences = sweepSentences({
    machine,
    forecast,
    points,
    fit,
    computeLock: model.computeLock,
  });
  const sweeping = phase.is === "sweeping";
  const announcement = useAnnouncement(view, sentences[0]);
  const against = baseline(points, sideLabel(model, subject.variant));
  return (
    <div className={css.panel}>
      <p className={css.intro}>
        The same work with every number of lanes from 1 to {most}, twice the cores, one run after
        the other in random order.
      </p>
      <SweepControls
        view={view}
        models={models}
        onModel={onModel}
        onVariant={setVariant}
        repeats={repeats}
        onRepeats={setRepeats}
      />
      {phase.is === "failed" && phase.key === subject.key ? (
        <div className={css.failure} role="alert">
          <p>
            <strong>{phase.sentence}</strong>
          </p>
          <p>
            {phase.advice}
            {points.length > 0 ? " What was measured before is still here." : ""}
          </p>
        </div>
      ) : null}
      {why === undefined ? null : <p className={css.soft}>{why}</p>}
      <SweepPlot view={view} />
      {sentences.length > 0 ? (
        <div className={css.words}>
          <h3 className={css.heading}>{sweeping ? "So far" : "What you see"}</h3>
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {swept === undefined || sweeping || swept.done === swept.order.length ? null : (
            <p className={css.soft}>
              Ended after {swept.done} of {swept.order.length} runs.
            </p>
          )}
          {against === undefined ? null : <p className={css.soft}>{against}</p>}
          {swept?.notes.length ? (
            <ul className={css.notes} aria-label="About this sweep">
              {swept.notes.map(({ kind, text }) => (
                <li key={kind}>{text}</li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
      {points.length > 0 ? <SweepTable view={view} /> : null}
      <p className="visually-hidden" role="status">
        {announcement}
      </p>
    </div>
  );
}
