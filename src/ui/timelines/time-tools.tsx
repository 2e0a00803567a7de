import { useRef, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { sameTimeRange, showHelp, within } from "../../chart/index.ts";
import { formatMs } from "../../metrics/format.ts";
import { SORTS, type Sort } from "../../state/view.ts";
import type { Ms, TimeRange } from "../../trace/types.ts";
import { Segmented } from "../controls/segmented.tsx";
import { useLabState } from "../use-lab.ts";
import { FindTask } from "./find-task.tsx";
import css from "./time-tools.module.css";
import { type Timelines, useLabTimelines } from "./timelines.ts";

const labels = { start: "Start", duration: "Duration", thread: "Thread" } as const satisfies Record<
  Sort,
  string
>;
const sortOptions = SORTS.map((value) => ({ value, label: labels[value] }));

/**
 * Under the timelines: what part of the run is on the screen, and the ways to another.
 * @param of the lab's timelines unless told
 */
export function TimeTools({ of }: { of?: Timelines }) {
  const own = useLabTimelines();
  const timelines = of ?? own;
  const { timeView } = timelines;
  const byTask = useLabState((s) => s.settings.view === "tasks");
  const sort = useStore(timeView.store, (s) => s.sort);
  const domain = useStore(timeView.store, (s) => s.domain);
  const part = useSyncExternalStore(timelines.subscribe, () => partOf(domain, timelines.bounds()));
  const goesBack = useStore(timeView.store, (s) => s.history.length > 0);
  const tools = useRef<HTMLDivElement>(null);
  return (
    <div className={css.tools} ref={tools}>
      {byTask ? (
        <Segmented
          label="Order"
          showLabel
          value={sort}
          options={sortOptions}
          onChange={timeView.sortBy}
        />
      ) : null}
      <FindTask timelines={timelines} />
      <button
        type="button"
        className={css.tool}
        onClick={() => tools.current !== null && void showHelp(tools.current)}
      >
        Keys and gestures
      </button>
      {part === undefined ? null : (
        <span className={css.zoomed}>
          <span>{formatMs(part)} in sight</span>
          <button type="button" className={css.tool} disabled={!goesBack} onClick={timeView.back}>
            Back
          </button>
          <button
            type="button"
            className={css.tool}
            onClick={() => timeView.show(undefined, "jump")}
          >
            Whole run
          </button>
        </span>
      )}
    </div>
  );
}

/** How much of the whole axis is in sight; undefined: all of it. */
function partOf(domain: TimeRange | undefined, bounds: TimeRange): Ms | undefined {
  if (domain === undefined) return undefined;
  const [from, to] = within(domain, bounds);
  return sameTimeRange([from, to], bounds) ? undefined : to - from;
}
