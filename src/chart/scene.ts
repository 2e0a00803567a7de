import { type CountStep, executing, inProgress, peak } from "../metrics/counts.ts";
import type { Ms, TaskId, Trace } from "../trace/types.ts";
import { type Frame, frameOf } from "./frame.ts";
import { type Layout, layoutRows } from "./layout.ts";
import type { Mark } from "./marks.ts";
import type { Scene } from "./paint.ts";
import { tintsOf } from "./pens.ts";
import { type Row, type RowsBy, rowsOf } from "./rows.ts";
import { timeScale } from "./scale.ts";
import type { Counts } from "./strip.ts";

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
  readonly counts: Counts;
  readonly peaks: readonly [number, number];
}

interface Derived {
  readonly rows: Partial<Record<RowsBy, readonly Row[]>>;
  readonly steps?: readonly [readonly CountStep[], readonly CountStep[]];
}

/** Rows and counts depend on the trace alone: moving the cursor or the domain doesn't recompute them. */
const derived = new WeakMap<Trace, Derived>();

function cachedRows(trace: Trace, by: RowsBy): readonly Row[] {
  const known = derived.get(trace);
  const rows = known?.rows[by] ?? rowsOf(trace, by);
  if (known?.rows[by] === undefined) {
    derived.set(trace, { ...known, rows: { ...known?.rows, [by]: rows } });
  }
  return rows;
}

function cachedSteps(trace: Trace): readonly [readonly CountStep[], readonly CountStep[]] {
  const known = derived.get(trace);
  const steps = known?.steps ?? ([inProgress(trace), executing(trace)] as const);
  if (known?.steps === undefined) derived.set(trace, { rows: {}, ...known, steps });
  return steps;
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
  const [inSteps, exSteps] = props.strip ? cachedSteps(trace) : [[], []];
  return {
    trace,
    ghost,
    layout,
    frame,
    scale: timeScale(props.domain, frame.range),
    tint: cachedTints(trace.tasks),
    selected: props.selected,
    text: (row, mark) => barText(trace, row, mark),
    outlined: trace.provenance.kind === "predicted",
    gridTo: frame.axisY,
    counts: { inProgress: inSteps, executing: exSteps, until: trace.duration },
    peaks: [peak(inSteps), peak(exSteps)],
  };
}

/** By thread a bar says whose work it is; by task, on which of several lanes it was done. */
function barText(trace: Trace, row: Row, mark: Mark): string {
  if (row.kind !== "task") return trace.tasks[mark.task]?.label ?? "";
  const state = trace.spans[mark.span]?.state;
  if (state?.is !== "running" || trace.lanes.length < 2) return "";
  return trace.lanes[state.lane]?.label ?? "";
}
