import {
  type LaneId,
  laneOf,
  type Ms,
  type Span,
  type TaskId,
  type Trace,
} from "../trace/types.ts";
import { stateWords } from "./words.ts";

/** One span as a row of the data table; times in ms since the run began. */
export interface SpanRow {
  /** index into `trace.spans` */
  readonly span: number;
  readonly taskId: TaskId;
  readonly task: string;
  /** "" on no lane */
  readonly lane: string;
  readonly laneId: LaneId | undefined;
  readonly state: string;
  readonly start: Ms;
  readonly end: Ms;
  readonly duration: Ms;
}

export interface SpanTable {
  readonly rows: readonly SpanRow[];
  /** spans after these that were left out */
  readonly rest: number;
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

/** @param limit most rows: a table of thousands helps nobody and costs a layout of 10 ms and more */
export function tableOf(trace: Trace, limit = 500, order: Order = BY_START): SpanTable {
  const spans = firstInOrder(trace, limit, order);
  const rows = spans.flatMap((index) => {
    const span = trace.spans[index];
    return span === undefined ? [] : [rowOf(trace, span, index)];
  });
  return { rows, rest: trace.spans.length - rows.length };
}

function rowOf(trace: Trace, { task, start, end, state }: Span, span: number): SpanRow {
  const lane = laneOf(state);
  return {
    span,
    taskId: task,
    task: trace.tasks[task]?.label ?? "",
    lane: lane === undefined ? "" : (trace.lanes[lane]?.label ?? ""),
    laneId: lane,
    state: stateWords(state),
    start,
    end,
    duration: end - start,
  };
}

/**
 * The first `limit` spans in an order. Numbers are sorted natively to find which value is the last that fits, and
 * only what fits is sorted with a comparison: 0.1 s for a million spans, where comparing them all takes seconds.
 */
function firstInOrder(trace: Trace, limit: number, { by, descending }: Order): readonly number[] {
  const count = Math.min(limit, trace.spans.length);
  if (by === "start" && !descending) return Array.from({ length: count }, (_, i) => i);
  const keys = Float64Array.from(trace.spans, keyOf(trace, by));
  if (descending) for (const [i, key] of keys.entries()) keys[i] = -key;
  const last = keys.toSorted()[count - 1] ?? 0;
  const before: number[] = [];
  const equal: number[] = [];
  for (const [i, key] of keys.entries()) {
    if (key < last) before.push(i);
    else if (key === last && equal.length < count) equal.push(i);
  }
  before.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  return [...before, ...equal].slice(0, count);
}

/** What a span is sorted by, as a number. */
function keyOf(trace: Trace, by: Column): (span: Span) => number {
  switch (by) {
    case "task": {
      const ranks = ranksOf(trace.tasks.map(({ label }) => label));
      return ({ task }) => ranks[task] ?? 0;
    }
    case "lane": {
      const ranks = ranksOf(trace.lanes.map(({ label }) => label));
      return ({ state }) => ranks[laneOf(state) ?? -1] ?? -1;
    }
    case "state": {
      const words = [...new Set(trace.spans.map(({ state }) => stateWords(state)))];
      const rank = new Map(ranksOf(words).map((r, i) => [words[i] ?? "", r]));
      return ({ state }) => rank.get(stateWords(state)) ?? 0;
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
