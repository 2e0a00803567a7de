import type { Ms, TaskId, TimeRange, Trace } from "../../trace/types.ts";
import { type Frame, frameOf } from "../layout/frame.ts";
import {
  type Layout,
  layoutRows,
  type RowWindow,
  shownHeight,
  windowOn,
} from "../layout/layout.ts";
import type { Mark } from "../layout/marks.ts";
import type { Row, RowSet, RowSort, RowsBy } from "../layout/rows.ts";
import { NO_COUNTS } from "../spans/count-steps.ts";
import { remember } from "../spans/memo.ts";
import { lifeOf } from "../spans/task-time.ts";
import type { Tint } from "../style/tints.ts";
import { onPixels, type TimeScale, timeScale } from "../time/scale.ts";
import { countsIfReady, countsIn, type DomainCounts, isCounted } from "./counting.ts";
import { rowSetOf, tintOf } from "./row-sets.ts";
import { type Selection, selectionOf } from "./selection.ts";
import type { Strip } from "./strip-curves.ts";

/** What one timeline shows. */
export interface TimelineProps {
  /** may be a live snapshot that grows */
  readonly trace: Trace;
  readonly rows: RowsBy;
  /** order of rows by task; that of the plan unless told */
  readonly sort?: RowSort | undefined;
  /** shared by all timelines on the page */
  readonly domain: readonly [Ms, Ms];
  /** as far as one may pan and zoom out: `domain` unless told */
  readonly bounds?: readonly [Ms, Ms] | undefined;
  /** measured stretch of time, shaded */
  readonly range?: readonly [Ms, Ms] | undefined;
  /** predicted spans, as outlines beneath */
  readonly ghost?: Trace | undefined;
  /** draw the time axis under this one (the last of a stack does) */
  readonly axis: boolean;
  /** the run is going on: draw a "now" edge at `trace.duration` */
  readonly live?: boolean | undefined;
  /** accessible name: "Event loop, by thread" */
  readonly label: string;
  /** overlap strip below: in progress (area) and executing (line) */
  readonly strip: boolean;
  /** shared time cursor, linked between timelines */
  readonly cursor?: Ms | undefined;
  /** how far a replay has come: what is later is faded; undefined: everything is shown */
  readonly until?: Ms | undefined;
  /** highlighted everywhere */
  readonly selected?: TaskId | undefined;
}

/** Everything one timeline is drawn from. */
export interface Scene {
  readonly trace: Trace;
  readonly ghost: Trace | undefined;
  /** the rows in sight */
  readonly shown: RowWindow;
  readonly frame: Frame;
  readonly scale: TimeScale;
  readonly strip: Strip | undefined;
  readonly tint: Tint;
  /** the selected task's spans alone, on the same rows */
  readonly selection: Selection | undefined;
  /** what to write into a running bar, where it fits; "" for nothing */
  readonly text: (row: Row, mark: Mark) => string;
  /** a prediction is drawn as outlines, never as if it had happened */
  readonly outlined: boolean;
  /** grid lines reach down to here, CSS px */
  readonly gridTo: number;
}

/** Everything that follows from the props and the width: what is where. */
export interface View extends Scene {
  /** all rows, also those out of sight */
  readonly layout: Layout;
  readonly strip: Strip;
  readonly peaks: readonly [number, number];
  readonly selected: TaskId | undefined;
  /** how far the rows are scrolled, CSS px: from 0 to `scrollable` */
  readonly scroll: number;
  readonly scrollable: number;
  /** long traces whose strip is still to be counted */
  readonly uncounted: readonly Trace[];
  /** the stretch of a long trace whose strip can be finer */
  readonly coarse: TimeRange | undefined;
}

/** What stays the same while only the domain, the cursor or the width change. */
const plainLayout = remember((set: RowSet) => layoutRows(set));
const ghostedLayout = remember((set: RowSet) =>
  remember((ghost: RowSet) => layoutRows(set, ghost)),
);
const selections = remember((_: RowSet) => new Map<TaskId, Selected>());

/** The selected task's spans, and from when to when it is in progress. */
interface Selected {
  readonly selection: Selection;
  readonly life: TimeRange | undefined;
}

function selectedIn(trace: Trace, set: RowSet, task: TaskId | undefined): Selected | undefined {
  if (task === undefined) return undefined;
  const known = selections(set).get(task);
  if (known !== undefined) return known;
  const selection = selectionOf(trace, set, task, tintOf(trace.tasks));
  const made = { selection, life: lifeOf(trace, task) };
  selections(set).clear();
  selections(set).set(task, made);
  return made;
}

/**
 * @param width of the whole chart, CSS px
 * @param scroll how far the rows are scrolled, CSS px; kept within what there is
 */
export function viewOf(props: TimelineProps, width: number, scroll = 0, dpr = 1): View {
  const { trace, ghost } = props;
  const set = rowSetOf(trace, props.rows, props.sort);
  const layout =
    ghost === undefined
      ? plainLayout(set)
      : ghostedLayout(set)(rowSetOf(ghost, props.rows, undefined));
  const height = shownHeight(layout);
  const scrollable = layout.height - height;
  const top = Math.max(0, Math.min(scroll, scrollable));
  const frame = frameOf(width, height, props);
  const known: DomainCounts = props.strip ? countsIn(trace, props.domain) : { counts: undefined };
  const counts = known.counts ?? NO_COUNTS;
  const predicted = trace.provenance.kind === "predicted";
  const selected = selectedIn(trace, set, props.selected);
  return {
    trace,
    ghost,
    layout,
    shown: windowOn(layout, top, height),
    scroll: top,
    scrollable,
    uncounted: props.strip
      ? [trace, ...(ghost === undefined ? [] : [ghost])].filter((t) => !isCounted(t))
      : [],
    coarse: known.coarse,
    frame,
    scale: timeScale(onPixels(props.domain, frame.range, dpr), frame.range),
    tint: tintOf(trace.tasks),
    selected: props.selected,
    selection: selected?.selection,
    text: (row, mark) => barText(trace, row, mark),
    outlined: predicted,
    gridTo: frame.axisY,
    strip: {
      counts,
      ghost: ghost === undefined || !props.strip ? undefined : countsIfReady(ghost),
      predicted,
      selected: selected?.life,
    },
    peaks: [counts.inProgress.peak, counts.executing.peak],
  };
}

/** By thread a bar says whose work it is; by task, on which of several lanes it was done. */
function barText(trace: Trace, row: Row, mark: Mark): string {
  if (row.kind !== "task") return trace.tasks[mark.task]?.label ?? "";
  const state = trace.spans[mark.span]?.state;
  if (state?.is !== "running" || trace.lanes.length < 2) return "";
  return trace.lanes[state.lane]?.label ?? "";
}
