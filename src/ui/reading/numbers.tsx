import { useMemo, useState } from "react";
import { formatMetric, METRICS, type MetricInfo } from "../../metrics/describe.ts";
import { formatMs, formatRatio } from "../../metrics/format.ts";
import { measureRange } from "../../metrics/range.ts";
import type { SideView } from "../../state/lab-state.ts";
import type { SideResult } from "../../state/result.ts";
import type { Stretch } from "../../state/view.ts";
import { Popover } from "../controls/popover.tsx";
import { comparable } from "../sides/shown.ts";
import { useLab, useSides } from "../use-lab.ts";
import { useTimeView } from "../use-time-view.ts";
import css from "./numbers.module.css";
import reading from "./reading.module.css";

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

/** The metrics of every side beside each other, with their ratio where there are two. */
export function Numbers() {
  const [all, setAll] = useState(false);
  const sides = useSides();
  const range = useTimeView((s) => s.range);
  const views = useMemo(() => inRange(comparable(sides), range), [sides, range]);
  const results = views.flatMap(({ result }) => (result === undefined ? [] : [result]));
  if (results.length === 0) return null;
  const rows = METRICS.filter(
    (row) =>
      // the makespan of a stretch is its length, which stands above
      !(range !== undefined && row.id === "makespan") &&
      (all || TELLING.has(row.id)) &&
      results.some((r) => row.read(r.metrics) !== undefined),
  );
  const pair = results.length === 2;
  return (
    <section className={reading.part} aria-labelledby="numbers">
      <h2 id="numbers" className={reading.heading}>
        Numbers
      </h2>
      {range === undefined ? null : <Selected range={range} />}
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
              {views.map((view) => (
                <Heading key={view.key} view={view} />
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

/** The same views with the figures of a measured stretch, where there is one. */
function inRange(views: readonly SideView[], range: Stretch | undefined): readonly SideView[] {
  if (range === undefined) return views;
  return views.map((view) => {
    const { result } = view;
    if (result === undefined) return view;
    const { spread: _, ...rest } = result;
    const metrics = measureRange(result.trace, range, { costs: result.model.costs });
    return { ...view, result: { ...rest, metrics } };
  });
}

function Selected({ range: [from, to] }: { range: Stretch }) {
  const { timeView } = useLab();
  return (
    <p className={reading.soft}>
      In the selected {formatMs(to - from)}, from {formatMs(from)} to {formatMs(to)}.{" "}
      <button type="button" className={css.all} onClick={() => timeView.measure(undefined)}>
        Measure the whole run
      </button>
    </p>
  );
}

const ratioTitle = ([a, b]: readonly SideResult[]): string =>
  `${b?.side.toUpperCase()} ÷ ${a?.side.toUpperCase()}`;

function Heading({ view: { key, result } }: { view: SideView }) {
  return (
    <th scope="col">
      {key.toUpperCase()}
      <span className={css.model}>{result?.model.label}</span>
    </th>
  );
}

function Row({
  row,
  results,
  pair,
}: {
  row: MetricInfo;
  results: readonly SideResult[];
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
  if (a === undefined || b === undefined || a === 0 || b === 0) return "";
  return b / a < 0.001 ? `< ${formatRatio(0.001)}` : formatRatio(b / a);
}

/** How sure the figures are. */
function Footnotes({ results }: { results: readonly SideResult[] }) {
  const sentences = results.flatMap(({ side, spread, metrics }) => {
    const letter = side.toUpperCase();
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
            `${letter}: ${done} tasks done, ${failed} failed, ${timedOut} timed out, ${cancelled} cancelled.`,
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
function againstWhat(results: readonly SideResult[]): string[] {
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
