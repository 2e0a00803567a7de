import { formatCount } from "../../metrics/format.ts";
import type { Metrics } from "../../metrics/measure.ts";

/** The pair that everything leads back to, as two entries of a `<dl>`. */
export function PeakFigures({
  metrics,
}: {
  metrics: Pick<Metrics, "inProgressPeak" | "executingPeak">;
}) {
  return (
    <>
      <div>
        <dt>in progress</dt>
        <dd>{formatCount(metrics.inProgressPeak)}</dd>
      </div>
      <div>
        <dt>executing</dt>
        <dd>{formatCount(metrics.executingPeak)}</dd>
      </div>
    </>
  );
}
