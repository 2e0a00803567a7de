import { useMemo } from "react";
import { type Difference, differenceOf } from "../../findings/difference.ts";
import { formatMetric, METRICS, type MetricInfo } from "../../metrics/figures.ts";
import type { Metrics } from "../../metrics/measure.ts";
import { isPredictionOf } from "../../state/prediction/prediction-match.ts";
import { letterOf, type SideKey } from "../../state/settings.ts";
import { useLabState, useSides } from "../use-lab.ts";
import css from "./differences.module.css";
import numbers from "./numbers.module.css";
import reading from "./results.module.css";

/** Figures in which a run may tell something else than its prediction. */
const COMPARED: ReadonlySet<string> = new Set([
  "makespan",
  "inProgressPeak",
  "executingPeak",
  "executingMean",
  "latency.mean",
  "latency.p95",
  "waitingForLane.mean",
  "busy",
]);
const ROWS = METRICS.filter(({ id }) => COMPARED.has(id));

interface Compared {
  readonly key: SideKey;
  readonly label: string;
  readonly measured: Metrics;
  readonly predicted: Metrics;
  readonly difference: Difference;
}

/** What was predicted of these very runs, by how much they differ, and why that is likely so. */
export function Differences() {
  const sides = useSides();
  const predicted = useLabState((s) => s.predicted);
  const { cores } = useLabState((s) => s.machine);
  const all = useMemo(
    () =>
      sides.flatMap(({ key, result }): Compared[] => {
        const prediction = predicted[key];
        if (result === undefined || !isPredictionOf(prediction, result)) return [];
        return [
          {
            key,
            label: result.label,
            measured: result.metrics,
            predicted: prediction.metrics,
            difference: differenceOf(result, prediction, cores),
          },
        ];
      }),
    [sides, predicted, cores],
  );
  if (all.length === 0) return null;
  return (
    <section className={reading.part} aria-labelledby="differences">
      <h2 id="differences" className={reading.heading}>
        Against the prediction
      </h2>
      <p className={reading.soft}>
        Predicted of ideal lanes, without overheads; the difference is measured minus predicted.
      </p>
      <Table sides={all} />
      {all.map((side) => (
        <Reasons key={side.key} side={side} />
      ))}
    </section>
  );
}

function Table({ sides }: { sides: readonly Compared[] }) {
  return (
    <div className={numbers.scroll}>
      <table className={numbers.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Metric</span>
            </th>
            {sides.flatMap(({ key }) => [
              <th key={`${key} predicted`} scope="col">
                {letterOf(key)}
                <span className={numbers.model}>predicted</span>
              </th>,
              <th key={`${key} change`} scope="col">
                <span className="visually-hidden">{letterOf(key)}, </span>
                <span className={numbers.model}>difference</span>
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.label}</th>
              {sides.flatMap(({ key, measured, predicted }) => [
                <td key={`${key} predicted`}>{shown(row, row.read(predicted))}</td>,
                <td key={`${key} change`} className={numbers.ratio}>
                  {change(row, row.read(measured), row.read(predicted))}
                </td>,
              ])}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const shown = ({ unit }: MetricInfo, value: number | undefined): string =>
  value === undefined ? "–" : formatMetric(value, unit);

/** "+12.0 ms", "−3", "0": with its sign, in the metric's own unit. */
function change({ unit }: MetricInfo, measured = Number.NaN, predicted = Number.NaN): string {
  const by = measured - predicted;
  // Sums of times carry the noise of binary fractions, some 1e-13 ms.
  if (Math.abs(by) < 1e-9) return "0";
  return `${by > 0 ? "+" : ""}${formatMetric(by, unit)}`;
}

function Reasons({ side: { key, label, difference } }: { side: Compared }) {
  return (
    <div className={css.side}>
      <p>
        <strong>
          {letterOf(key)}, {label}
        </strong>
        : {difference.verdict}
      </p>
      {difference.reasons.length === 0 ? null : (
        <ul className={css.reasons}>
          {difference.reasons.map(({ kind, text }) => (
            <li key={kind}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
