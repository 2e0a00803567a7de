import { useMemo, useState } from "react";
import { summaryOf } from "../../chart/summary.ts";
import { tableOf } from "../../chart/table.ts";
import type { SideResult } from "../../state/result.ts";
import type { Trace } from "../../trace/types.ts";
import { counted } from "../format.ts";
import css from "./side-data.module.css";

/** For people who read rather than look: notes, the timeline in words, and its spans as a table. */
export function SideData({ result }: { result: SideResult }) {
  return (
    <div className={css.data}>
      <Notes result={result} />
      <TraceData trace={result.trace} />
    </div>
  );
}

/** A timeline in words, and its spans as a table. */
export function TraceData({ trace }: { trace: Trace }) {
  const [open, setOpen] = useState(false);
  const summary = useMemo(() => summaryOf(trace), [trace]);
  const how = trace.provenance.kind === "predicted" ? "predicted " : "";
  return (
    <div className={css.data}>
      <p className="visually-hidden">{summary}</p>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={css.summary}>
          {counted(trace.spans.length, `${how}span`)} as a table
        </summary>
        {open ? <SpanTable trace={trace} summary={summary} /> : null}
      </details>
    </div>
  );
}

function Notes({ result: { notes, noise } }: { result: SideResult }) {
  const sentences = [
    ...new Set([...(noise === undefined ? [] : [noise]), ...notes.map((note) => note.text)]),
  ];
  if (sentences.length === 0) return null;
  return (
    <ul className={css.notes} aria-label="About this run">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

const inMs = (ms: number): string => ms.toFixed(2);

function SpanTable({ trace, summary }: { trace: Trace; summary: string }) {
  const { rows, rest } = useMemo(() => tableOf(trace), [trace]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={css.scroll} aria-label="Spans" tabIndex={0}>
      <table className={css.table}>
        <caption>
          {summary} Times in ms since the run began.
          {rest > 0 ? ` The first ${rows.length} of ${counted(rows.length + rest, "span")}.` : ""}
        </caption>
        <thead>
          <tr>
            {["Task", "State", "Lane", "Start", "End", "Duration"].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.taskId} ${row.start} ${row.end} ${row.state}`}>
              <th scope="row">{row.task}</th>
              <td>{row.state}</td>
              <td>{row.lane}</td>
              <td>{inMs(row.start)}</td>
              <td>{inMs(row.end)}</td>
              <td>{inMs(row.duration)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
