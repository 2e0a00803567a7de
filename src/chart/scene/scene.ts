import type { Ms, TaskId, TimeRange, Trace } from "../../trace/types.ts";
import type { Scene, Selection } from "../canvas/paint.ts";
import type { Strip } from "../canvas/strip.ts";
import { frameOf } from "../layout/frame.ts";
import { type Layout, layoutRows, shownHeight, windowOn } from "../layout/layout.ts";
import type { Mark } from "../layout/marks.ts";
import {
  type Row,
  type RowSet,
  type RowSort,
  type RowsBy,
  rowsOf,
  sortRows,
} from "../layout/rows.ts";
import {
  areFew,
  type Counts,
  countsOf,
  countsWithin,
  executingOf,
  inProgressOf,
  NO_COUNTS,
} from "../spans/count-steps.ts";
import { remember } from "../spans/memo.ts";
import type { SpanIndex } from "../spans/span-index.ts";
import { tintsOf } from "../style/tints.ts";
import { onPixels, timeScale } from "../time/scale.ts";
import { selectionOf } from "./selection.ts";

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

const tintOf = remember((tasks: Trace["tasks"]) => tintsOf(tasks));
const threads = remember((trace: Trace) => rowsOf(trace, "threads", tintOf(trace.tasks)));
const tasks = remember((trace: Trace) => rowsOf(trace, "tasks", tintOf(trace.tasks)));
const sorted = {
  start: remember((trace: Trace) => inOrder(trace, "start")),
  duration: remember((trace: Trace) => inOrder(trace, "duration")),
  thread: remember((trace: Trace) => inOrder(trace, "thread")),
};
/** Both counts of a trace over time, worked out once. */
const countsOfTrace = remember(countsOf);

/** Counting fewer spans than this takes less than a frame. */
const SOON = 50_000;
const counted = new WeakSet<Trace>();
const ready = (trace: Trace): boolean => trace.spans.length < SOON || counted.has(trace);

/** Both counts of a trace over time; undefined for a long one that is still to be counted (see countNow). */
export const countsIfReady = (trace: Trace) => (ready(trace) ? countsOfTrace(trace) : undefined);

/** A stretch of a long trace, counted finely. */
interface Stretch {
  readonly domain: TimeRange;
  readonly counts: Counts;
}

/** The last one of each trace: a journey through time counts anew only where it leaves it. */
const stretches = new WeakMap<Trace, Stretch>();

/** Of a stretch, at least this share must be in sight: less would show its parts as steps. */
const IN_SIGHT = 1 / 8;

/** Both counts as fine as they are known; `coarse`: the stretch in which they could be finer (see refineNow). */
interface InSight {
  readonly counts: Counts | undefined;
  readonly coarse?: TimeRange;
}

function countsInSight(trace: Trace, domain: TimeRange): InSight {
  const counts = countsIfReady(trace);
  const length = domain[1] - domain[0];
  const few = trace.spans.length < SOON || length > trace.duration / 5;
  if (counts === undefined || few) return { counts };
  const known = stretches.get(trace);
  if (known !== undefined && holds(known.domain, domain)) return { counts: known.counts };
  return { counts, coarse: [domain[0] - length, domain[1] + length] };
}

/**
 * Counts a stretch of a long trace finely, for the next view of it, in up to 30 ms.
 * @returns whether it did: not where too many spans lie in it
 */
export function refineNow(trace: Trace, domain: TimeRange): boolean {
  const set = threads(trace);
  if (!areFew(set, domain)) return false;
  const counts = countsWithin(trace, set, domain, countsOfTrace(trace));
  stretches.set(trace, { domain, counts });
  return true;
}

const holds = ([from, to]: TimeRange, part: TimeRange): boolean =>
  part[0] >= from && part[1] <= to && part[1] - part[0] >= (to - from) * IN_SIGHT;

/** Until a long trace is counted: its bars come first. */
const BARS_FIRST_MS = 120;

/** Counts a long trace, so that the next view of it has its strip: at some 0.1 µs a span for each of two rests. */
export function* countNow(trace: Trace): Generator<void, void, undefined> {
  inProgressOf(trace);
  yield;
  executingOf(trace);
  counted.add(trace);
}

/** Takes steps once the bars are on the screen, and without keeping the page from anything for long. @returns stops */
export function later(given: readonly Iterator<void>[], done: () => void): () => void {
  const steps = [...given];
  const next = () => {
    while (steps[0]?.next().done === true) steps.shift();
    if (steps.length === 0) done();
    else timer = setTimeout(next);
  };
  let timer = setTimeout(next, BARS_FIRST_MS);
  return () => clearTimeout(timer);
}

const inOrder = (trace: Trace, sort: RowSort): RowSet => {
  const set = tasks(trace);
  return { rows: sortRows(trace, set, sort), index: set.index };
};

function rowSetOf(trace: Trace, by: RowsBy, sort: RowSort | undefined): RowSet {
  if (by === "threads") return threads(trace);
  return sort === undefined ? tasks(trace) : sorted[sort](trace);
}

/** What stays the same while only the domain, the cursor or the width change. */
const alone = remember((set: RowSet) => layoutRows(set));
const withGhost = remember((set: RowSet) => remember((ghost: RowSet) => layoutRows(set, ghost)));
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
  const made = { selection, life: lifeOf(trace, task, selection.index) };
  selections(set).clear();
  selections(set).set(task, made);
  return made;
}

/** From when a task first left the queue until it settled; undefined for one that never did. */
function lifeOf(
  trace: Trace,
  task: TaskId,
  { start, kind, classes }: SpanIndex,
): TimeRange | undefined {
  const started = start.filter((_, i) => classes[kind[i] ?? -1]?.state !== "queued");
  if (started.length === 0) return undefined;
  const first = started.reduce((a, b) => Math.min(a, b));
  return [first, trace.settled[task]?.at ?? trace.duration];
}

/**
 * @param width of the whole chart, CSS px
 * @param scroll how far the rows are scrolled, CSS px; kept within what there is
 */
export function viewOf(props: TimelineProps, width: number, scroll = 0, dpr = 1): View {
  const { trace, ghost } = props;
  const set = rowSetOf(trace, props.rows, props.sort);
  const layout =
    ghost === undefined ? alone(set) : withGhost(set)(rowSetOf(ghost, props.rows, undefined));
  const height = shownHeight(layout);
  const scrollable = layout.height - height;
  const top = Math.max(0, Math.min(scroll, scrollable));
  const frame = frameOf(width, height, props);
  const inSight: InSight = props.strip ? countsInSight(trace, props.domain) : { counts: undefined };
  const counts = inSight.counts ?? NO_COUNTS;
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
      ? [trace, ...(ghost === undefined ? [] : [ghost])].filter((t) => !ready(t))
      : [],
    coarse: inSight.coarse,
    frame,
    scale: timeScale(onPixels(props.domain, frame.range, dpr), frame.range),
    axis: props.axis,
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
