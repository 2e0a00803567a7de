import { useRef } from "react";
import { openHelp } from "../../chart/help.ts";
import { formatMs } from "../../metrics/format.ts";
import { SORTS, type Sort } from "../../state/view.ts";
import { Segmented } from "../controls/segmented.tsx";
import { useLab, useLabState } from "../use-lab.ts";
import { useTimeView } from "../use-time-view.ts";
import { FindTask } from "./find-task.tsx";
import css from "./time-tools.module.css";

const labels = { start: "Start", duration: "Duration", thread: "Thread" } as const satisfies Record<
  Sort,
  string
>;
const sortOptions = SORTS.map((value) => ({ value, label: labels[value] }));

/** Under the timelines: what part of the run is on the screen, and the ways to another. */
export function TimeTools() {
  const { timeView } = useLab();
  const byTask = useLabState((s) => s.settings.view === "tasks");
  const sort = useTimeView((s) => s.sort);
  const domain = useTimeView((s) => s.domain);
  const goesBack = useTimeView((s) => s.history.length > 0);
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
      <FindTask />
      <button
        type="button"
        className={css.tool}
        onClick={() => tools.current !== null && openHelp(tools.current)}
      >
        Keys and gestures
      </button>
      {domain === undefined ? null : (
        <span className={css.zoomed}>
          <span>{formatMs(domain[1] - domain[0])} in sight</span>
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
