import { formatMs, formatRatio } from "../../metrics/format.ts";
import type { SidePrediction } from "../../state/lab-state.ts";
import { isPredicted } from "../../state/prediction/prediction.ts";
import type { SideKey } from "../../state/settings.ts";
import { PeakFigures } from "./peak-figures.tsx";
import css from "./predicted-side.module.css";
import { comparative } from "./side-figures.tsx";
import sides from "./sides.module.css";

/** The two numbers and the makespan of a side that was not run yet: predicted, and marked so. */
export function PredictedFigures({
  side,
  prediction,
  first,
}: {
  side: SideKey;
  prediction: SidePrediction | undefined;
  /** of side a, which the others are compared with */
  first: SidePrediction | undefined;
}) {
  if (prediction === undefined) return <p className={sides.now}>working out what to expect</p>;
  if (!isPredicted(prediction)) return <p className={sides.now}>not run yet</p>;
  const { metrics } = prediction;
  return (
    <div className={css.predicted}>
      <p className={css.tag}>not run yet: predicted</p>
      <dl className={sides.figures}>
        <PeakFigures metrics={metrics} />
        <div>
          <dt>makespan</dt>
          <dd>{formatMs(metrics.makespan)}</dd>
        </div>
        {side !== "a" && isPredicted(first) && first.basis === prediction.basis ? (
          <Ratio of={metrics.makespan} to={first.metrics.makespan} />
        ) : null}
      </dl>
    </div>
  );
}

function Ratio({ of, to }: { of: number; to: number }) {
  const ratio = to / of;
  if (!Number.isFinite(ratio) || ratio === 0) return null;
  return (
    <div>
      <dt>{comparative(ratio)} A</dt>
      <dd>{formatRatio(ratio >= 1 ? ratio : 1 / ratio)}</dd>
    </div>
  );
}

/** Why there is no prediction, or what a predicted run would stumble over. */
export function PredictionNote({ prediction }: { prediction: SidePrediction | undefined }) {
  const text = prediction === undefined ? undefined : noteOf(prediction);
  return text === undefined ? null : <p className={css.note}>{text}</p>;
}

const noteOf = (prediction: SidePrediction): string | undefined =>
  isPredicted(prediction)
    ? prediction.deadlock && `Predicted: ${prediction.deadlock}`
    : prediction.error;
