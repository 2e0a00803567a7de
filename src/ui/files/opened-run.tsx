import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { provenanceLine } from "../../chart/reading/index.ts";
import { formatMetric, METRICS } from "../../metrics/figures.ts";
import { formatCount, formatMs } from "../../metrics/format.ts";
import type { Metrics } from "../../metrics/measure.ts";
import { measureRange } from "../../metrics/range.ts";
import type { TaskId } from "../../trace/types.ts";
import { TraceData } from "../timelines/side-data.tsx";
import type { FileView } from "./file-view.ts";
import css from "./files.module.css";
import type { OpenedRun as Run } from "./files-store.ts";
import { OpenedTimeline } from "./opened-timeline.tsx";

/** One run of an opened file: its two numbers, its timeline, its figures. */
export function OpenedRun({
  run: { id, label, trace, metrics: whole },
  name,
  view,
}: {
  run: Run;
  name: string;
  view: FileView;
}) {
  const range = useStore(view.timeView.store, (s) => s.range);
  const metrics = useMemo(
    () => (range === undefined ? whole : measureRange(trace, range)),
    [trace, whole, range],
  );
  const selected = useStore(view.pointed, (s) => s.selected[id]);
  const select = (task: TaskId | undefined) => view.select(task, id);
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
          {range === undefined ? (
            <Figure term="makespan" value={formatMs(metrics.makespan)} />
          ) : null}
        </dl>
      </header>
      <OpenedTimeline view={view} run={id} label={`${name}, opened`} />
      <TraceData trace={trace} selection={selection} peaks={whole} />
      <AllFigures metrics={metrics} ofStretch={range !== undefined} />
    </article>
  );
}

const Figure = ({ term, value }: { term: string; value: string }) => (
  <div>
    <dt>{term}</dt>
    <dd>{value}</dd>
  </div>
);

/** @param ofStretch its makespan is its length, which stands above */
function AllFigures({ metrics, ofStretch }: { metrics: Metrics; ofStretch: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={css.summary}>All figures</summary>
      {open ? (
        <table className={css.numbers}>
          <tbody>
            {METRICS.map(({ id, label, unit, read }) => {
              const value = read(metrics);
              return value === undefined || (ofStretch && id === "makespan") ? null : (
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
