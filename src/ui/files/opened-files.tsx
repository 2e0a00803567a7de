import { lazy, type RefObject, Suspense, useMemo, useState } from "react";
import { legendOf } from "../../chart/index.ts";
import { ErrorBoundary } from "../page/error-boundary.tsx";
import { useStage } from "../replay/use-replay.ts";
import { MeasuredStretch } from "../results/measured-range.tsx";
import { LegendList } from "../timelines/lab-legend.tsx";
import { Minimap } from "../timelines/lab-minimap.tsx";
import sides from "../timelines/sides.module.css";
import { TimeTools } from "../timelines/time-tools.tsx";
import { useLabState } from "../use-lab.ts";
import { TakeAway } from "./export-button.tsx";
import { createFileView } from "./file-view.ts";
import css from "./files.module.css";
import type { Exchange, OpenedFile } from "./files-store.ts";
import { OpenedRun } from "./opened-run.tsx";
import { PassingButton } from "./passing-button.tsx";
import { takenOfFile } from "./screen-runs.ts";

/** One transport for the lab and for files. */
const Transport = lazy(() =>
  import("../replay/transport.tsx").then(({ Transport: component }) => ({ default: component })),
);

/** Every opened file with its runs: beside what was measured, never in its place. */
export function OpenedFiles({
  exchange,
  files,
  heir,
}: {
  exchange: Exchange;
  files: readonly OpenedFile[];
  /** has the focus after a file was closed */
  heir: RefObject<HTMLElement | null>;
}) {
  return files.map((file) => (
    <Opened key={file.id} file={file} close={() => exchange.close(file.id)} heir={heir} />
  ));
}

function Opened({
  file,
  close,
  heir,
}: {
  file: OpenedFile;
  close: () => void;
  heir: RefObject<HTMLElement | null>;
}) {
  const rows = useLabState((s) => s.settings.view);
  const [view] = useState(() => createFileView(file));
  const stage = useStage(view);
  const replayed = useMemo(
    () => view.runs().map((run, i) => ({ ...run, key: `${i}`, label: "" })),
    [view],
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
    <section className={css.opened} aria-label={`Opened: ${file.name}`} tabIndex={-1}>
      <div className={css.bar}>
        <h2 className={css.title}>{file.name}</h2>
        <TakeAway collect={() => takenOfFile(file, view, rows)} of={file.name} />
        <PassingButton heir={heir} label={`Close ${file.name}`} onPress={close}>
          Close
        </PassingButton>
        <LegendList entries={entries} />
      </div>
      <MeasuredStretch timeView={view.timeView} />
      {file.runs.map((run) => (
        <OpenedRun key={run.id} run={run} name={run.label || file.name} view={view} />
      ))}
      <div className={sides.time}>
        <Minimap of={view} />
        <TimeTools of={view} />
        <ErrorBoundary>
          <Suspense fallback={null}>
            <Transport replayed={replayed} stage={stage} />
          </Suspense>
        </ErrorBoundary>
      </div>
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
