import { executing, inProgress, peak } from "../metrics/counts.ts";
import type { Ms, TaskId, Trace } from "../trace/types.ts";
import { type Frame, frameOf } from "./frame.ts";
import { type Layout, layoutRows } from "./layout.ts";
import type { Mark } from "./marks.ts";
import type { Scene } from "./paint.ts";
import { type Row, type RowsBy, rowsOf } from "./rows.ts";
import { timeScale } from "./scale.ts";
import type { Counts, Strip } from "./strip.ts";
import { tintsOf } from "./tints.ts";

/** What one timeline shows. */
export interface TimelineProps {
  /** may be a live snapshot that grows */
  readonly trace: Trace;
  readonly rows: RowsBy;
  /** shared by all timelines on the page */
  readonly domain: readonly [Ms, Ms];
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
  /** highlighted everywhere */
  readonly selected?: TaskId | undefined;
}

/** Everything that follows from the props and the width: what is where. */
export interface View extends Scene {
  readonly frame: Frame;
  readonly strip: Strip;
  readonly peaks: readonly [number, number];
}

/** Rows and counts depend on the trace alone: moving the cursor or the domain doesn't recompute them. */
const rowsCache = {
  threads: new WeakMap<Trace, readonly Row[]>(),
  tasks: new WeakMap<Trace, readonly Row[]>(),
};
const countsCache = new WeakMap<Trace, Counts>();

function cachedRows(trace: Trace, by: RowsBy): readonly Row[] {
  const rows = rowsCache[by].get(trace) ?? rowsOf(trace, by);
  rowsCache[by].set(trace, rows);
  return rows;
}

function countsOf(trace: Trace): Counts {
  const counts = countsCache.get(trace) ?? {
    inProgress: inProgress(trace),
    executing: executing(trace),
    until: trace.duration,
  };
  countsCache.set(trace, counts);
  return counts;
}

const tints = new WeakMap<Trace["tasks"], Scene["tint"]>();

function cachedTints(tasks: Trace["tasks"]): Scene["tint"] {
  const tint = tints.get(tasks) ?? tintsOf(tasks);
  tints.set(tasks, tint);
  return tint;
}

/** @param width of the whole chart, CSS px */
export function viewOf(props: TimelineProps, width: number): View {
  const { trace, ghost } = props;
  const layout: Layout = layoutRows(
    cachedRows(trace, props.rows),
    ghost === undefined ? [] : cachedRows(ghost, props.rows),
  );
  const frame = frameOf(width, layout.height, props);
  const counts = props.strip ? countsOf(trace) : { inProgress: [], executing: [], until: 0 };
  const predicted = trace.provenance.kind === "predicted";
  return {
    trace,
    ghost,
    layout,
    frame,
    scale: timeScale(props.domain, frame.range),
    tint: cachedTints(trace.tasks),
    selected: props.selected,
    text: (row, mark) => barText(trace, row, mark),
    outlined: predicted,
    gridTo: frame.axisY,
    strip: {
      counts,
      ghost: ghost === undefined || !props.strip ? undefined : countsOf(ghost),
      predicted,
    },
    peaks: [peak(counts.inProgress), peak(counts.executing)],
  };
}

/** By thread a bar says whose work it is; by task, on which of several lanes it was done. */
function barText(trace: Trace, row: Row, mark: Mark): string {
  if (row.kind !== "task") return trace.tasks[mark.task]?.label ?? "";
  const state = trace.spans[mark.span]?.state;
  if (state?.is !== "running" || trace.lanes.length < 2) return "";
  return trace.lanes[state.lane]?.label ?? "";
}
