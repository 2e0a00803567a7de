import { useEffect, useRef, useState } from "react";
import { provenanceLine } from "../../chart/picture-words.ts";
import type { RowsBy } from "../../chart/rows.ts";
import { mountTimeline, type Timeline } from "../../chart/timeline.ts";
import { formatMetric, METRICS } from "../../metrics/describe.ts";
import { formatCount, formatMs } from "../../metrics/format.ts";
import type { Metrics } from "../../metrics/measure.ts";
import type { ImportedRun } from "../../state/import-types.ts";
import type { Ms, TaskId, Trace } from "../../trace/types.ts";
import { TraceData } from "../sides/side-data.tsx";
import sides from "../sides/sides.module.css";
import css from "./exchange.module.css";

/** From so many spans on a table of the first 500 and a summary in words cost the page more than they tell. */
const MANY = 100_000;

/** One run of an opened file: its two numbers, its timeline, its figures. */
export function OpenedRun({
  run: { label, trace, metrics },
  name,
  rows,
  number,
}: {
  run: ImportedRun;
  name: string;
  rows: RowsBy;
  number: number;
}) {
  return (
    <article className={css.run} aria-label={label === "" ? `Run ${number + 1}` : label}>
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
      <OpenedTimeline trace={trace} rows={rows} label={`${name}, opened`} />
      {trace.spans.length < MANY ? (
        <TraceData trace={trace} />
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

type Domain = readonly [Ms, Ms];

/** On an axis of its own: another program's time has nothing to do with the runs above. */
function OpenedTimeline({ trace, rows, label }: { trace: Trace; rows: RowsBy; label: string }) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Timeline>(undefined);
  const [cursor, setCursor] = useState<Ms | undefined>();
  const [selected, setSelected] = useState<TaskId | undefined>();
  const whole: Domain = [0, Math.max(trace.duration, 1e-6)];
  const { domain, show, back } = useZoom(whole);
  const zoom = useRef({ show, back });
  zoom.current = { show, back };
  useEffect(() => {
    if (host.current === null) return;
    const timeline = mountTimeline(host.current, {
      onCursor: setCursor,
      onSelect: setSelected,
      onDomain: (next, step) => zoom.current.show(next, step),
      onBack: () => zoom.current.back(),
    });
    chart.current = timeline;
    return () => timeline.destroy();
  }, []);
  useEffect(() => {
    chart.current?.update({
      trace,
      rows,
      domain,
      bounds: whole,
      axis: true,
      strip: true,
      label: `${label}, by ${rows === "threads" ? "thread" : "task"}`,
      cursor,
      selected,
    });
  });
  return <div ref={host} className={sides.timeline} />;
}

/** The part of the run in sight, and the way back through those seen before. */
function useZoom(whole: Domain) {
  const [views, setViews] = useState<readonly Domain[]>([]);
  return {
    domain: views.at(-1) ?? whole,
    show: (next: Domain, step: "smooth" | "jump") =>
      setViews((seen) => [...(step === "smooth" ? seen.slice(0, -1) : seen.slice(-50)), next]),
    back: () => setViews((seen) => seen.slice(0, -1)),
  };
}
