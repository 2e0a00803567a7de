import { formatMs, formatRatio } from "../../metrics/format.ts";
import type { SideResult } from "../../state/result.ts";
import { letterOf } from "../../state/settings.ts";
import { PeakFigures } from "./peak-figures.tsx";
import css from "./sides.module.css";

/** The pair everything leads back to, how long it took, and how that compares. */
export function SideFigures({
  result,
  first,
  stale,
}: {
  result: SideResult;
  first: SideResult | undefined;
  stale: boolean;
}) {
  const { metrics, noise } = result;
  return (
    <dl className={css.figures} data-stale={stale ? "" : undefined}>
      <PeakFigures metrics={metrics} />
      <div>
        <dt>
          {timeLabel(result)}
          {noise === undefined ? null : <span className={css.noise}> noisy</span>}
        </dt>
        <dd>{formatMs(metrics.makespan)}</dd>
      </div>
      <Ratio result={result} first={first} />
    </dl>
  );
}

function timeLabel({ ended, spread }: SideResult): string {
  if (ended === "stopped") return "stopped after";
  return spread === undefined ? "makespan" : "median";
}

function Ratio({ result, first }: { result: SideResult; first: SideResult | undefined }) {
  if (first === undefined || first === result || first.basis !== result.basis) return null;
  if (first.ended === "stopped" || result.ended === "stopped") return null;
  const ratio = first.metrics.makespan / result.metrics.makespan;
  if (!Number.isFinite(ratio) || ratio === 0) return null;
  const faster = ratio >= 1;
  return (
    <div>
      <dt>
        {comparative(ratio)} {letterOf(first.side)}
      </dt>
      <dd>{formatRatio(faster ? ratio : 1 / ratio)}</dd>
    </div>
  );
}

/** Below half a per cent the figure reads 1.00×: neither is faster. */
export function comparative(ratio: number): string {
  if (Math.abs(ratio - 1) < 0.005) return "as fast as";
  return ratio > 1 ? "faster than" : "slower than";
}
