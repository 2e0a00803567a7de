import { useMemo, useState } from "react";
import { formatMetric, METRICS, type MetricInfo } from "../../metrics/figures.ts";
import { counted, formatMs, formatRatio } from "../../metrics/format.ts";
import type { Metrics } from "../../metrics/measure.ts";
import { measureRange } from "../../metrics/range.ts";
import { modelById } from "../../plan/models.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { sideLabel, variantOf } from "../../scenario/variants.ts";
import { comparable, type SideView } from "../../state/derived/side-views.ts";
import type { LabState } from "../../state/lab-state.ts";
import { isPredicted } from "../../state/prediction/prediction.ts";
import type { Spread } from "../../state/result.ts";
import { letterOf, type SideKey } from "../../state/settings.ts";
import type { TimeRange } from "../../trace/types.ts";
import { Popover } from "../controls/popover.tsx";
import { useLab, useLabState, useSides } from "../use-lab.ts";
import { useTimeView } from "../use-time-view.ts";
import { MeasuredStretch } from "./measured-range.tsx";
import css from "./numbers.module.css";
import reading from "./results.module.css";

/** What is read first; the others are one press away. */
const TELLING: ReadonlySet<string> = new Set([
  "makespan",
  "inProgressPeak",
  "executingPeak",
  "executingMean",
  "speedup",
  "efficiency",
  "throughput",
  "latency.mean",
  "latency.p95",
  "latency.max",
  "waitingForLane.mean",
  "utilisation.mean",
]);

/** The figures of one side. */
interface Column {
  readonly side: SideKey;
  /** of model and variant */
  readonly label: string;
  /** columns of equal basis may be set in a ratio */
  readonly basis: string;
  readonly metrics: Metrics;
  readonly spread?: Spread;
}

/** The metrics of every side beside each other, with their ratio where there are two. */
export function Numbers() {
  const { timeView } = useLab();
  const [all, setAll] = useState(false);
  const scenario = useLabState((s) => s.scenario);
  const sides = useSides();
  const predicted = useLabState((s) => s.predicted);
  const range = useTimeView((s) => s.range);
  const views = useMemo(() => comparable(sides), [sides]);
  const isPrediction = views.length === 0;
  const results = useMemo(
    () => (isPrediction ? expected(scenario, sides, predicted, range) : measured(views, range)),
    [isPrediction, scenario, sides, predicted, views, range],
  );
  if (results.length === 0) return null;
  const rows = METRICS.filter(
    (row) =>
      // the makespan of a stretch is its length, which stands above
      !(range !== undefined && row.id === "makespan") &&
      (all || TELLING.has(row.id)) &&
      results.some((r) => row.read(r.metrics) !== undefined),
  );
  const [a, b] = results;
  const pair = results.length === 2 && a?.basis === b?.basis;
  return (
    <section className={reading.part} aria-labelledby="numbers" tabIndex={-1}>
      <h2 id="numbers" className={reading.heading}>
        Numbers
      </h2>
      <MeasuredStretch timeView={timeView} />
      {isPrediction ? <p className={reading.soft}>Predicted, not measured.</p> : null}
      {views.some((view) => view.stale) ? (
        <p className={reading.soft}>Some are from the previous settings.</p>
      ) : null}
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Metric</span>
              </th>
              {results.map((column) => (
                <Heading key={column.side} column={column} />
              ))}
              {pair ? <th scope="col">{ratioTitle(results)}</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} results={results} pair={pair} />
            ))}
          </tbody>
        </table>
      </div>
      <button type="button" className={css.all} aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? "Fewer figures" : "All figures"}
      </button>
      <Footnotes results={results} />
    </section>
  );
}

/** What was measured: of the whole run, or of a stretch of it. */
const measured = (views: readonly SideView[], range: TimeRange | undefined): readonly Column[] =>
  views.flatMap(({ result }): Column[] => {
    if (result === undefined) return [];
    const { side, label, basis, model, trace, metrics, spread } = result;
    const { costs } = model;
    return range === undefined
      ? [{ side, label, basis, metrics, ...(spread && { spread }) }]
      : [{ side, label, basis, metrics: measureRange(trace, range, { costs }) }];
  });

/** A stretch of what is predicted, where nothing was measured: of the whole, the timelines say enough. */
const expected = (
  scenario: Scenario,
  views: readonly SideView[],
  predicted: LabState["predicted"],
  range: TimeRange | undefined,
): readonly Column[] =>
  views.flatMap(({ key: side, modelId, variant }): Column[] => {
    const prediction = predicted[side];
    if (range === undefined || !isPredicted(prediction)) return [];
    const model = modelById(modelId);
    const { costs } = model;
    const label = sideLabel(model, variantOf(scenario, variant));
    const { basis, trace } = prediction;
    return [{ side, label, basis, metrics: measureRange(trace, range, { costs }) }];
  });

const ratioTitle = ([a, b]: readonly Column[]): string =>
  `${b && letterOf(b.side)} ÷ ${a && letterOf(a.side)}`;

function Heading({ column: { side, label } }: { column: Column }) {
  return (
    <th scope="col">
      {letterOf(side)}
      <span className={css.model}>{label}</span>
    </th>
  );
}

function Row({
  row,
  results,
  pair,
}: {
  row: MetricInfo;
  results: readonly Column[];
  pair: boolean;
}) {
  const values = results.map(({ metrics }) => row.read(metrics));
  return (
    <tr>
      <th scope="row">
        <Popover label={row.label} className={css.term}>
          {row.explain} <code className={css.code}>{row.id}</code>
        </Popover>
      </th>
      {values.map((value, i) => (
        <td key={results[i]?.side}>{value === undefined ? "–" : formatMetric(value, row.unit)}</td>
      ))}
      {pair ? <td className={css.ratio}>{ratioOf(row, values)}</td> : null}
    </tr>
  );
}

/** Shares and ratios are compared by eye: a ratio of percentages misleads more than it tells. */
function ratioOf({ unit }: MetricInfo, [a, b]: readonly (number | undefined)[]): string {
  if (unit === "ratio" || unit === "share") return "";
  if (a === undefined || b === undefined) return "";
  const ratio = b / a;
  if (!Number.isFinite(ratio) || ratio === 0) return "";
  return ratio < 0.001 ? `< ${formatRatio(0.001)}` : formatRatio(ratio);
}

/** How sure the figures are. */
function Footnotes({ results }: { results: readonly Column[] }) {
  const sentences = results.flatMap(({ side, spread, metrics }) => {
    const letter = letterOf(side);
    const { done, failed, timedOut, cancelled } = metrics.outcomes;
    const lost = failed + timedOut + cancelled;
    return [
      ...(spread === undefined
        ? []
        : [
            `${letter}: the median of ${spread.runs.length} runs, which took ${formatMs(spread.min)} to ${formatMs(spread.max)}.`,
          ]),
      ...(lost === 0
        ? []
        : [
            `${letter}: ${counted(done, "task")} done, ${failed} failed, ${timedOut} timed out, ${cancelled} cancelled.`,
          ]),
    ];
  });
  sentences.push(...againstWhat(results));
  if (sentences.length === 0) return null;
  return (
    <ul className={css.notes}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** What the speedup is against: not the same for every side, where only some had the work that ran one at a time. */
function againstWhat(results: readonly Column[]): string[] {
  const known = new Set(results.flatMap(({ metrics }) => metrics.speedup?.against ?? []));
  return [
    ...(known.has("measured")
      ? ["Speedup is against the same work one at a time, as measured here."]
      : []),
    ...(known.has("predicted")
      ? [
          "Speedup is against the same work one at a time, as predicted. Choose One at a time as a model to measure it.",
        ]
      : []),
  ];
}
