import { useMemo } from "react";
import { counted, formatMs } from "../../metrics/format.ts";
import { laneKinds } from "../../plan/models.ts";
import { roundUp } from "../../state/derived/timeline-source.ts";
import { isPredicted, type PredictionRequest } from "../../state/prediction/prediction.ts";
import { MAX_SLICE_MS, MAX_WHAT_IF_CORES, type WhatIf } from "../../state/prediction/what-if.ts";
import { whatIfRequest } from "../../state/prediction/what-if-request.ts";
import { activeSides } from "../../state/settings.ts";
import { NumberKnob } from "../controls/number-knob.tsx";
import { Segmented } from "../controls/segmented.tsx";
import { useLab, useLabState } from "../use-lab.ts";
import { usePredictions } from "./use-predictions.ts";
import css from "./what-if-section.module.css";
import { WhatIfSide } from "./what-if-side.tsx";

const lanesOptions = [
  { value: "follow", label: "one for each core" },
  { value: "same", label: "as set" },
] as const;

/** The knobs of the other machine, and every side on it. */
export function WhatIfPanel({ whatIf }: { whatIf: WhatIf }) {
  const lab = useLab();
  const settings = useLabState((s) => s.settings);
  const predicted = useLabState((s) => s.predicted);
  const sides = useMemo(
    () =>
      activeSides(settings).flatMap((side) => {
        // the plan as calibrated here: cores as fast as this machine's
        const here = predicted[side.key];
        if (!isPredicted(here)) return [];
        return [{ ...side, request: whatIfRequest(here.plan, side, settings, whatIf) }];
      }),
    [settings, predicted, whatIf],
  );
  const requests = useMemo(() => sides.map(({ request }) => request), [sides]);
  const outcomes = usePredictions(requests);
  const longest = outcomes.map((one) => (isPredicted(one) ? one.trace.duration : 0));
  const end = roundUp(Math.max(1, ...longest));
  const set = (change: Partial<WhatIf>) => lab.set({ whatIf: { ...whatIf, ...change } });
  return (
    <div className={css.panel}>
      <div className={css.knobs}>
        <NumberKnob
          label="Cores"
          value={whatIf.cores}
          min={1}
          max={MAX_WHAT_IF_CORES}
          step={1}
          onChange={(cores) => set({ cores })}
        />
        <div className={css.lanes}>
          <Segmented
            label="Lanes of a pool"
            showLabel
            value={whatIf.lanes}
            options={lanesOptions}
            onChange={(lanes) => set({ lanes })}
          />
        </div>
        {requests.some(sharesCores) ? (
          <NumberKnob
            label="Time slice"
            unit="ms"
            value={whatIf.slice}
            min={1}
            max={MAX_SLICE_MS}
            step={1}
            onChange={(slice) => set({ slice })}
          />
        ) : null}
      </div>
      <p className={css.soft}>{explain(requests, whatIf)}</p>
      {sides.map((side, i) => (
        <WhatIfSide
          key={side.key}
          side={side}
          cores={whatIf.cores}
          outcome={outcomes[i]}
          end={end}
          axis={i === sides.length - 1}
        />
      ))}
    </div>
  );
}

const lanesOf = ({ model, lanes, plan }: PredictionRequest): number =>
  laneKinds(model, lanes, plan.tasks.length).length;

const sharesCores = (request: PredictionRequest): boolean => lanesOf(request) > request.cores;

function explain(requests: readonly PredictionRequest[], { cores }: WhatIf): string {
  const machine = `${counted(cores, "core")}, each as fast as one of this machine’s.`;
  const sharing = requests.find(sharesCores);
  return sharing !== undefined
    ? `${machine} Lanes that have no core to themselves take turns, ${formatMs(sharing.quantum ?? 0)} at a time: this is how one core runs many programs.`
    : `${machine} Every lane has a core to itself. For time-sharing, choose fewer cores and keep the lanes.`;
}
