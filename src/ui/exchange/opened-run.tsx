import { useState } from "react";
import { provenanceLine } from "../../chart/picture-words.ts";
import type { RowsBy } from "../../chart/rows.ts";
import { formatMetric, METRICS } from "../../metrics/describe.ts";
import { formatCount, formatMs } from "../../metrics/format.ts";
import type { Metrics } from "../../metrics/measure.ts";
import type { TaskId, Trace } from "../../trace/types.ts";
import { TraceData } from "../sides/side-data.tsx";
import css from "./exchange.module.css";
import type { OpenedRun as Run } from "./exchange-store.ts";
import { OpenedTimeline, type Shared } from "./opened-timeline.tsx";

/** From so many spans on a table of the first 500 and a summary in words cost the page more than they tell. */
const MANY = 100_000;

/** One run of an opened file: its two numbers, its timeline, its figures. */
export function OpenedRun({
  run: { id, label, trace, metrics },
  name,
  rows,
  shared,
}: {
  run: Run;
  name: string;
  rows: RowsBy;
  shared: Shared;
}) {
  const [selected, select] = useState<TaskId | undefined>();
  const selection = { selected, select };
  return (
    <article className={css.run} aria-label={label === "" ? `Run ${id + 1}` : label}>
      <header className={css.head}>
        <div>
          {label === "" ? null : <h3 className={css.runName}>{label}</h3>}
          <p className={css.hint}>{provenanceLine(trace.provenance)}</p>
        </div>
        <dl className={css.figures}>
          <Figure term="in progress" value={formatCount(metrics.inProgressPeak)} />
          <Figure term="executing" value={formatCount(metrics.executingPeak)} />
          <Figure term="makespan" value={formatMs(metrics.makespan)} />
        </dl>
      </header>
      <OpenedTimeline
        trace={trace}
        rows={rows}
        shared={shared}
        selection={selection}
        label={`${name}, opened`}
      />
      {trace.spans.length < MANY ? (
        <TraceData trace={trace} selection={selection} />
      ) : (
        <p className="visually-hidden">{inWords(metrics, trace)}</p>
      )}
      <AllFigures metrics={metrics} />
    </article>
  );
}

const inWords = ({ makespan, inProgressPeak, executingPeak }: Metrics, trace: Trace): string =>
  `${formatCount(trace.tasks.length)} tasks on ${formatCount(trace.lanes.length)} lanes took ${formatMs(makespan)}, with at most ${formatCount(inProgressPeak)} in progress and ${formatCount(executingPeak)} executing at once.`;

const Figure = ({ term, value }: { term: string; value: string }) => (
  <div>
    <dt>{term}</dt>
    <dd>{value}</dd>
  </div>
);

function AllFigures({ metrics }: { metrics: Metrics }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={css.summary}>All figures</summary>
      {open ? (
        <table className={css.numbers}>
          <tbody>
            {METRICS.map(({ id, label, unit, read }) => {
              const value = read(metrics);
              return value === undefined ? null : (
                <tr key={id}>
                  <th scope="row">{label}</th>
                  <td>{formatMetric(value, unit)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ) : null}
    </details>
  );
}
