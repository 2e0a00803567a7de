import { lazy, Suspense, useMemo } from "react";
import { legendOf } from "../../chart/legend.ts";
import { ErrorBoundary } from "../page/error-boundary.tsx";
import { LegendList } from "../sides/legend.tsx";
import { useLabState } from "../use-lab.ts";
import { takenOfFile } from "./collect.ts";
import css from "./exchange.module.css";
import type { Exchange, OpenedFile } from "./exchange-store.ts";
import { OpenedRun } from "./opened-run.tsx";
import { useShared, useStage } from "./opened-timeline.tsx";
import { TakeAway } from "./take-away.tsx";

/** One transport for the lab and for files. */
const Transport = lazy(() =>
  import("../replay/transport.tsx").then(({ Transport: component }) => ({ default: component })),
);

/** Every opened file with its runs: beside what was measured, never in its place. */
export function OpenedFiles({
  exchange,
  files,
}: {
  exchange: Exchange;
  files: readonly OpenedFile[];
}) {
  return files.map((file) => (
    <Opened key={file.id} file={file} close={() => exchange.close(file.id)} />
  ));
}

function Opened({ file, close }: { file: OpenedFile; close: () => void }) {
  const rows = useLabState((s) => s.settings.view);
  const shared = useShared(file.runs.map(({ trace }) => trace));
  const stage = useStage(shared);
  const replayed = useMemo(
    () =>
      file.runs.map(({ id, label, trace }) => ({
        key: `${id}`,
        name: label || (file.runs.length > 1 ? `Run ${id + 1}` : file.name),
        label: "",
        trace,
      })),
    [file],
  );
  const entries = useMemo(
    () => [
      ...new Map(
        file.runs.flatMap(({ trace }) => legendOf(trace)).map((entry) => [entry.key, entry]),
      ).values(),
    ],
    [file],
  );
  const notes = [
    ...(file.part === undefined ? [] : [`${file.part} This is the first part.`]),
    ...file.notes,
  ];
  return (
    <section className={css.opened} aria-label={`Opened: ${file.name}`}>
      <div className={css.bar}>
        <h2 className={css.title}>{file.name}</h2>
        <TakeAway collect={() => takenOfFile(file, rows)} of={file.name} />
        <button
          type="button"
          className={css.button}
          aria-label={`Close ${file.name}`}
          onClick={close}
        >
          Close
        </button>
        <LegendList entries={entries} />
      </div>
      {file.runs.map((run) => (
        <OpenedRun
          key={run.id}
          run={run}
          name={run.label || file.name}
          rows={rows}
          shared={shared}
        />
      ))}
      <ErrorBoundary>
        <Suspense fallback={null}>
          <Transport replayed={replayed} stage={stage} />
        </Suspense>
      </ErrorBoundary>
      {notes.length === 0 ? null : (
        <ul className={css.notes} aria-label="About this file">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
