import {
  type LaneId,
  type LaneSpan,
  laneOf,
  type Ms,
  type Span,
  type TaskId,
  type Trace,
} from "../../trace/types.ts";
import { gapName, gapStates, stateWords } from "./span-words.ts";

/** One span as a row of the data table, a task's or a lane's own; times in ms since the run began. */
export interface SpanRow {
  /** the same for the same span in any order */
  readonly id: number;
  /** undefined for start-up and pre-emption of a lane */
  readonly taskId: TaskId | undefined;
  /** of a lane's own span its name: "Pre-empted" */
  readonly task: string;
  /** "" on no lane */
  readonly lane: string;
  readonly laneId: LaneId | undefined;
  readonly state: string;
  readonly start: Ms;
  readonly end: Ms;
  readonly duration: Ms;
}

/** One page of the table. */
export interface SpanTable {
  readonly rows: readonly SpanRow[];
  /** place of the first of `rows` among all */
  readonly from: number;
  readonly total: number;
}

export const COLUMNS = ["task", "state", "lane", "start", "end", "duration"] as const;
export type Column = (typeof COLUMNS)[number];

/** Rows of equal value stay in order of start, then task. */
export interface Order {
  readonly by: Column;
  readonly descending: boolean;
}

/** The order of `trace.spans`. */
export const BY_START: Order = { by: "start", descending: false };

interface TableOptions {
  /** most rows, 500 unless told: a table of thousands helps nobody and costs a layout of 10 ms and more */
  readonly limit?: number;
  /** place among all of the first row; beyond the last page it is the last page's */
  readonly from?: number;
  readonly order?: Order;
  /** this task's spans only */
  readonly only?: TaskId | undefined;
}

/** Every span, start-up and pre-emption, a page at a time. */
export function tableOf(
  trace: Trace,
  { limit = 500, from: wanted = 0, order = BY_START, only }: TableOptions = {},
): SpanTable {
  const all = listOf(trace, only);
  const total = all.length;
  const from = Math.min(wanted, Math.floor(Math.max(0, total - 1) / limit) * limit);
  const rows = pageOf(trace, all, from, Math.min(limit, total - from), order).flatMap((id) => {
    const item = itemAt(trace, id);
    return item === undefined ? [] : [rowOf(trace, item, id)];
  });
  return { rows, from, total };
}

type Item = Span | LaneSpan;

/** A span by its index, lane spans counted on after the last of the tasks'. */
const itemAt = ({ spans, laneSpans }: Trace, id: number): Item | undefined =>
  id < spans.length ? spans[id] : laneSpans[id - spans.length];

/** Of whom to tell, in order of start; idling is nothing to tell. */
function listOf({ spans, laneSpans }: Trace, only: TaskId | undefined): Uint32Array {
  if (only !== undefined)
    return Uint32Array.from([...spans.keys()].filter((i) => spans[i]?.task === only));
  const gaps = [...laneSpans.keys()].filter((i) => laneSpans[i]?.state !== "idle");
  const list = new Uint32Array(spans.length + gaps.length);
  let at = 0;
  let next = 0;
  const gapsUntil = (time: Ms): void => {
    for (; next < gaps.length; next++) {
      const gap = gaps[next] ?? 0;
      if ((laneSpans[gap]?.start ?? 0) >= time) return;
      list[at++] = spans.length + gap;
    }
  };
  for (const [i, { start }] of spans.entries()) {
    gapsUntil(start);
    list[at++] = i;
  }
  gapsUntil(Number.POSITIVE_INFINITY);
  return list;
}

function rowOf(trace: Trace, item: Item, id: number): SpanRow {
  const lane = laneIdOf(item);
  const { start, end } = item;
  return {
    id,
    taskId: "task" in item ? item.task : undefined,
    task: "task" in item ? (trace.tasks[item.task]?.label ?? "") : gapName(item),
    lane: lane === undefined ? "" : (trace.lanes[lane]?.label ?? ""),
    laneId: lane,
    state: stateOf(item),
    start,
    end,
    duration: end - start,
  };
}

const laneIdOf = (item: Item): LaneId | undefined =>
  "task" in item ? laneOf(item.state) : item.lane;

const stateOf = (item: Item): string =>
  "task" in item ? stateWords(item.state) : gapStates[item.state];

/**
 * `count` of `all` from a place on, in an order. Numbers are sorted natively to find which values a page begins and
 * ends with, and only what lies between is sorted with a comparison: 0.1 s for a million spans, where comparing them
 * all takes seconds.
 */
function pageOf(
  trace: Trace,
  all: Uint32Array,
  from: number,
  count: number,
  { by, descending }: Order,
): readonly number[] {
  if (by === "start" && !descending) return [...all.subarray(from, from + count)];
  const read = keyOf(trace, by);
  const sign = descending ? -1 : 1;
  const keys = Float64Array.from(all, (id) => {
    const item = itemAt(trace, id);
    return item === undefined ? 0 : sign * read(item);
  });
  const sorted = keys.toSorted();
  const [low = 0, high = 0] = [sorted[from], sorted[from + count - 1]];
  const lowest: number[] = [];
  const between: number[] = [];
  const highest: number[] = [];
  for (const [i, key] of keys.entries()) {
    if (key === low) lowest.push(i);
    else if (key === high) highest.push(i);
    else if (key > low && key < high) between.push(i);
  }
  between.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  const skipped = from - sorted.indexOf(low);
  return [...lowest.slice(skipped), ...between, ...highest].slice(0, count).map((i) => all[i] ?? 0);
}

/** What a span is sorted by, as a number. */
function keyOf(trace: Trace, by: Column): (item: Item) => number {
  switch (by) {
    case "task": {
      const gaps = [...new Set(trace.laneSpans.map(gapName))];
      const ranks = ranksOf([...trace.tasks.map(({ label }) => label), ...gaps]);
      const gapRank = (item: LaneSpan) => ranks[trace.tasks.length + gaps.indexOf(gapName(item))];
      return (item) => ("task" in item ? ranks[item.task] : gapRank(item)) ?? 0;
    }
    case "lane": {
      const ranks = ranksOf(trace.lanes.map(({ label }) => label));
      return (item) => ranks[laneIdOf(item) ?? -1] ?? -1;
    }
    case "state": {
      const words = [...new Set([...trace.spans, ...trace.laneSpans].map(stateOf))];
      const rank = new Map(ranksOf(words).map((r, i) => [words[i] ?? "", r]));
      return (item) => rank.get(stateOf(item)) ?? 0;
    }
    case "start":
      return ({ start }) => start;
    case "end":
      return ({ end }) => end;
    case "duration":
      return ({ start, end }) => end - start;
    default:
      return by satisfies never;
  }
}

/** As people order names: "GET 2" before "GET 10". */
const names = new Intl.Collator("en", { numeric: true });

/** Each name's place among all of them; equal names share one. */
function ranksOf(labels: readonly string[]): readonly number[] {
  const place = new Map([...new Set(labels)].sort(names.compare).map((label, i) => [label, i]));
  return labels.map((label) => place.get(label) ?? 0);
}
