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
  /** in order of start, then task */
  readonly rows: readonly SpanRow[];
  /** spans after these that were left out */
  readonly rest: number;
}

/** @param limit most rows: a table of thousands helps nobody and costs a layout of 10 ms and more */
export function tableOf(trace: Trace, limit = 500): SpanTable {
  const rows = trace.spans.slice(0, limit).map((span) => rowOf(trace, span));
  return { rows, rest: trace.spans.length - rows.length };
}

function rowOf(trace: Trace, { task, start, end, state }: Span): SpanRow {
  const lane = laneOf(state);
  return {
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
