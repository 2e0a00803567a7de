import { useStore } from "zustand";
import { formatBytes, formatCount } from "../../metrics/format.ts";
import type { ImportProgress } from "../../state/import-types.ts";
import { counted } from "../format.ts";
import css from "./exchange.module.css";
import type { Exchange } from "./exchange-store.ts";

/** How far the opening is, and how it ended where that needs a word. */
export function OpeningStatus({ exchange }: { exchange: Exchange }) {
  const opening = useStore(exchange.store, (s) => s.opening);
  switch (opening.is) {
    case "idle":
      return <Said exchange={exchange} />;
    case "reading":
      return <Reading exchange={exchange} name={opening.name} progress={opening.progress} />;
    case "offer":
      return (
        <div className={css.status} role="alert">
          <p>
            {opening.imported.part} The first part of {opening.name} can be shown.
          </p>
          <div className={css.items}>
            <button type="button" className={css.button} onClick={exchange.accept}>
              Show the first part
            </button>
            <button type="button" className={css.button} onClick={exchange.cancel}>
              Leave it
            </button>
          </div>
        </div>
      );
    case "refused":
      return (
        <div className={css.status} role="alert">
          <p>
            <strong>{opening.name}</strong>: {opening.error}
          </p>
          <button type="button" className={css.button} onClick={exchange.cancel}>
            Dismiss
          </button>
        </div>
      );
    default:
      return opening satisfies never;
  }
}

/** What was opened last, for those who do not see it appear. */
function Said({ exchange }: { exchange: Exchange }) {
  const last = useStore(exchange.store, (s) => s.files[0]);
  return (
    <p className="visually-hidden" role="status">
      {last === undefined ? "" : `Opened ${last.name}: ${counted(last.runs.length, "run")}.`}
    </p>
  );
}

function Reading({
  exchange,
  name,
  progress,
}: {
  exchange: Exchange;
  name: string;
  progress: ImportProgress | undefined;
}) {
  const share = progress === undefined || progress.of === 0 ? 0 : progress.read / progress.of;
  return (
    <div className={css.status}>
      <p role="status">Opening {name}</p>
      <div className={css.items}>
        <progress
          className={css.progress}
          aria-label="Read so far"
          max={1}
          {...(progress?.doing === "building" ? {} : { value: share })}
        />
        <span className={css.hint}>{progress === undefined ? "" : sentence(progress)}</span>
        <button type="button" className={css.button} onClick={exchange.cancel}>
          Cancel
        </button>
      </div>
    </div>
  );
}

const sentence = ({ doing, read, of, events }: ImportProgress): string =>
  doing === "building"
    ? `putting ${formatCount(events)} events together`
    : `${formatBytes(read)} of ${formatBytes(of)}, ${formatCount(events)} events`;
