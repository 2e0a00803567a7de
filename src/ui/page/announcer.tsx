import { useEffect, useState } from "react";
import { formatMs } from "../../metrics/format.ts";
import { modelById } from "../../plan/models.ts";
import { sideLabel, variantOf } from "../../scenario/variants.ts";
import { sideViews } from "../../state/derived/side-views.ts";
import type { LabState } from "../../state/lab-state.ts";
import { activeSides } from "../../state/settings.ts";
import { useLab } from "../use-lab.ts";

/** Says aloud that a run started, finished or failed: once each, not the progress in between. */
export function Announcer() {
  const lab = useLab();
  const [text, setText] = useState("");
  useEffect(
    () =>
      lab.store.subscribe((now, before) => {
        if (now.phase.is !== before.phase.is) setText(announcement(now, before));
      }),
    [lab],
  );
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {text}
    </p>
  );
}

function announcement(now: LabState, before: LabState): string {
  switch (now.phase.is) {
    case "running":
      return `Run started: ${activeSides(now.settings)
        .map(({ modelId, variant }) =>
          sideLabel(modelById(modelId), variantOf(now.scenario, variant)),
        )
        .join(", then ")}.`;
    case "measuring":
      return `Run started: ${now.scenario.title}.`;
    case "failed":
      return `The run failed. ${now.phase.sentence} ${now.phase.advice}`;
    case "idle":
      if (before.phase.is === "running") return finished(now, before.phase.stopping);
      if (before.phase.is === "measuring")
        return `Run ${before.phase.stopping ? "stopped" : "finished"}.`;
      return "";
    default:
      return now.phase satisfies never;
  }
}

function finished(state: LabState, stopped: boolean): string {
  const times = sideViews(state).flatMap(({ result, stale }) =>
    result === undefined || stale
      ? []
      : [`${result.label} took ${formatMs(result.metrics.makespan)}`],
  );
  return `${stopped ? "Run stopped" : "Run finished"}. ${times.join(", ")}${times.length > 0 ? "." : ""}`;
}
