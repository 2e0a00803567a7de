import type { RefObject } from "react";
import { useStore } from "zustand";
import { counted, formatBytes, formatCount } from "../../metrics/format.ts";
import type { ImportProgress } from "../../state/files/import-types.ts";
import css from "./files.module.css";
import type { Exchange } from "./files-store.ts";
import { PassingButton } from "./passing-button.tsx";

interface Props {
  readonly exchange: Exchange;
  /** has the focus after a button of this went */
  readonly heir: RefObject<HTMLElement | null>;
}

/** How far the opening is, and how it ended. */
export const OpeningStatus = (props: Props) => (
  <>
    <Said exchange={props.exchange} />
    <Left exchange={props.exchange} />
    <Going {...props} />
  </>
);

function Going({ exchange, heir }: Props) {
  const opening = useStore(exchange.store, (s) => s.opening);
  switch (opening.is) {
    case "idle":
      return null;
    case "reading":
      return (
        <Reading exchange={exchange} heir={heir} name={opening.name} progress={opening.progress} />
      );
    case "offer":
      return (
        <div className={css.status} role="alert">
          <p>
            {opening.imported.part} The first part of {opening.name} can be shown.
          </p>
          <div className={css.items}>
            <PassingButton heir={heir} onPress={exchange.accept}>
              Show the first part
            </PassingButton>
            <PassingButton heir={heir} onPress={exchange.cancel}>
              Leave it
            </PassingButton>
          </div>
        </div>
      );
    case "refused":
      return (
        <div className={css.status} role="alert">
          <p>
            <strong>{opening.name}</strong>: {opening.error}
          </p>
          <PassingButton heir={heir} onPress={exchange.cancel}>
            Dismiss
          </PassingButton>
        </div>
      );
    default:
      return opening satisfies never;
  }
}

/** What was opened last, for those who do not see it appear. */
function Said({ exchange }: Pick<Props, "exchange">) {
  const last = useStore(exchange.store, (s) => s.opened);
  return (
    <p className="visually-hidden" role="status">
      {last === undefined ? "" : `Opened ${last.name}: ${counted(last.runs.length, "run")}.`}
    </p>
  );
}

/** Which files were not opened, though they came with one that was. */
function Left({ exchange }: Pick<Props, "exchange">) {
  const left = useStore(exchange.store, (s) => s.left) ?? [];
  const [one] = left;
  const which = left.length === 1 ? `${one} was` : `${counted(left.length, "file")} were`;
  return (
    <p className={one === undefined ? "visually-hidden" : css.hint} role="status">
      {one === undefined ? "" : `${which} not opened: files are opened one at a time.`}
    </p>
  );
}

function Reading({
  exchange,
  heir,
  name,
  progress,
}: Props & {
  readonly name: string;
  readonly progress: ImportProgress | undefined;
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
        <PassingButton heir={heir} onPress={exchange.cancel}>
          Cancel
        </PassingButton>
      </div>
    </div>
  );
}

const sentence = ({ doing, read, of, events }: ImportProgress): string =>
  doing === "building"
    ? `putting ${formatCount(events)} events together`
    : `${formatBytes(read)} of ${formatBytes(of)}, ${formatCount(events)} events`;
