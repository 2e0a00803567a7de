import { lazy, Suspense, useMemo, useState } from "react";
import { type Peaks, summaryOf } from "../../chart/index.ts";
import { counted } from "../../metrics/format.ts";
import type { SideResult } from "../../state/result.ts";
import type { Trace } from "../../trace/types.ts";
import { useLab, useLabState } from "../use-lab.ts";
import css from "./side-data.module.css";
import type { Selection } from "./span-table.tsx";

/** Loaded when somebody opens one. */
const SpanTable = lazy(() =>
  import("./span-table.tsx").then(({ SpanTable: component }) => ({ default: component })),
);

/** For people who read rather than look: notes, the timeline in words, and its spans as a table. */
export function SideData({ result }: { result: SideResult }) {
  return (
    <div className={css.data}>
      <Notes result={result} />
      <TraceData trace={result.trace} peaks={result.metrics} />
    </div>
  );
}

/** A timeline in words, and its spans as a table. Its selection is the lab's, unless the run is none of the lab's. */
export function TraceData({
  trace,
  selection,
  peaks,
}: {
  trace: Trace;
  selection?: Selection;
  /** of the trace, where they are known */
  peaks?: Peaks;
}) {
  const lab = useLab();
  const selected = useLabState((s) => s.selected);
  const [open, setOpen] = useState(false);
  const summary = useMemo(() => summaryOf(trace, peaks), [trace, peaks]);
  const how = trace.provenance.kind === "predicted" ? "predicted " : "";
  return (
    <div className={css.data}>
      <p className="visually-hidden">{summary}</p>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={css.summary}>
          {counted(trace.spans.length, `${how}span`)} as a table
        </summary>
        {open ? (
          <Suspense fallback={null}>
            <SpanTable
              trace={trace}
              summary={summary}
              selection={selection ?? { selected, select: lab.select }}
            />
          </Suspense>
        ) : null}
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
