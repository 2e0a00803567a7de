import { type LaneSpan, laneOf, type Trace } from "../../trace/types.ts";
import { type OffLane, packOffLane, SHARED } from "../spans/off-lane.ts";
import {
  indexSpans,
  type Line,
  lengthAt,
  NO_LINE,
  placeSpans,
  type SpanIndex,
} from "../spans/span-index.ts";
import { type Tint, tintsOf } from "../style/tints.ts";

export type RowsBy = "threads" | "tasks";

/**
 * One labelled row. A line is a run of spans that never overlap, so that marks, hits and arrow keys can
 * bisect it; a lane or a task has one line, waits in flight have as many as overlap.
 *
 * ```
 * Event loop  ████░░███        row "lane:0", one line
 * waits       ╱╱╱╱╱╱╱╱         row "off-lane:0", line 0
 *             ╱╱╱╱                           line 1
 * ```
 */
export interface Row {
  /** The same for the same row of a measured and a predicted trace. */
  readonly key: string;
  readonly kind: "lane" | "off-lane" | "task";
  /** of the lane or the task; -1 for waits in flight */
  readonly id: number;
  readonly label: string;
  readonly lines: readonly Line[];
  /** indices into `trace.laneSpans`: pre-emptions of what the row shows, start-up of its lane */
  readonly gaps: readonly number[];
}

/** All rows of a trace from top to bottom, and the spans they share. */
export interface RowSet {
  readonly rows: readonly Row[];
  readonly index: SpanIndex;
}

/** Rows of a trace, from top to bottom. Lanes and tasks without spans have (empty) rows too. */
export function rowsOf(trace: Trace, by: RowsBy, tint: Tint = tintsOf(trace.tasks)): RowSet {
  switch (by) {
    case "threads":
      return byThread(trace, tint);
    case "tasks":
      return byTask(trace, tint);
    default:
      return by satisfies never;
  }
}

function byThread(trace: Trace, tint: Tint): RowSet {
  const { lanes } = trace;
  const places = placeSpans(trace, tint, (span) => laneOf(span.state) ?? -1);
  const groups = packOffLane(trace, places.line, lanes.length);
  const count = groups.reduce((sum, { lines }) => sum + lines, lanes.length);
  const { index, lines } = indexSpans(trace, places, count);
  const gaps = group(lanes.length, trace.laneSpans, (s) => (isGap(s) ? s.lane : undefined));
  const offLaneOf = new Map(groups.map((group) => [group.home, offLaneRow(group, lines)]));
  const rows = lanes.flatMap((lane): Row[] => {
    const under = offLaneOf.get(lane.id);
    const row: Row = {
      key: `lane:${lane.id}`,
      kind: "lane",
      id: lane.id,
      label: lane.label,
      lines: [lines[lane.id] ?? NO_LINE],
      gaps: gaps[lane.id] ?? [],
    };
    return under === undefined ? [row] : [row, under];
  });
  const shared = offLaneOf.get(SHARED);
  return { rows: shared === undefined ? rows : [...rows, shared], index };
}

/** "queue" where tasks only queue, "waits" as soon as one waits for something else than a lane. */
const offLaneRow = ({ home, first, lines, waits }: OffLane, all: readonly Line[]): Row => ({
  key: `off-lane:${home}`,
  kind: "off-lane",
  id: -1,
  label: waits ? "waits" : "queue",
  lines: all.slice(first, first + lines),
  gaps: [],
});

function byTask(trace: Trace, tint: Tint): RowSet {
  const places = placeSpans(trace, tint, (span) => span.task);
  const { index, lines } = indexSpans(trace, places, trace.tasks.length);
  const gaps = preemptedTasks(trace);
  const rows = trace.tasks.map(
    (task): Row => ({
      key: `task:${task.id}`,
      kind: "task",
      id: task.id,
      label: task.label,
      lines: [lines[task.id] ?? NO_LINE],
      gaps: gaps.get(task.id) ?? NONE,
    }),
  );
  return { rows, index };
}

const NONE: readonly number[] = [];

/** Pre-emptions by the task that ran on the lane meanwhile. */
function preemptedTasks(trace: Trace): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  if (!trace.laneSpans.some(({ state }) => state === "preempted")) return found;
  const lanes = group(trace.lanes.length, trace.spans, (span) => laneOf(span.state));
  const passed = trace.lanes.map(() => 0);
  trace.laneSpans.forEach(({ state, lane, start }, i) => {
    if (state !== "preempted") return;
    const own = lanes[lane] ?? [];
    let at = passed[lane] ?? 0;
    while ((trace.spans[own[at] ?? -1]?.end ?? Number.POSITIVE_INFINITY) <= start) at++;
    passed[lane] = at;
    const span = trace.spans[own[at] ?? -1];
    if (span === undefined || span.start > start) return;
    const siblings = found.get(span.task);
    if (siblings === undefined) found.set(span.task, [i]);
    else siblings.push(i);
  });
  return found;
}

const isGap = (span: LaneSpan): boolean => span.state !== "idle";

/** Indices of `items` by the group each falls into; items of no group are left out. */
function group<T>(
  count: number,
  items: readonly T[],
  into: (item: T) => number | undefined,
): number[][] {
  const groups = Array.from({ length: count }, (): number[] => []);
  items.forEach((item, i) => {
    const at = into(item);
    if (at !== undefined) groups[at]?.push(i);
  });
  return groups;
}

/** Orders of rows by task. */
export type RowSort = "start" | "duration" | "thread";

/**
 * Rows by task in another order: as they start (the order of the trace), longest from first to last span first, or
 * by the lane that ran them first. Rows by thread stay. Tasks without spans come last.
 */
export function sortRows(trace: Trace, { rows, index }: RowSet, sort: RowSort): readonly Row[] {
  if (rows.some((row) => row.kind !== "task")) return rows;
  const keyOf = (row: Row): number => sortKey(trace, index, row, sort);
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ row }) => row);
}

function sortKey(trace: Trace, index: SpanIndex, row: Row, sort: RowSort): number {
  const line = row.lines[0] ?? NO_LINE;
  if (line.from === line.to) return Number.POSITIVE_INFINITY;
  const start = index.start[line.from] ?? 0;
  switch (sort) {
    case "start":
      return start;
    case "duration":
      return start - (index.start[line.to - 1] ?? 0) - lengthAt(index, line.to - 1);
    case "thread":
      for (let at = line.from; at < line.to; at++) {
        const state = trace.spans[index.order[at] ?? -1]?.state;
        const lane = state === undefined ? undefined : laneOf(state);
        if (lane !== undefined) return lane;
      }
      return Number.POSITIVE_INFINITY;
    default:
      return sort satisfies never;
  }
}
