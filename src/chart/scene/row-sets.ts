import type { Trace } from "../../trace/types.ts";
import { type RowSet, type RowSort, type RowsBy, rowsOf, sortRows } from "../layout/rows.ts";
import { remember } from "../spans/memo.ts";
import { tintsOf } from "../style/tints.ts";

/** The tints of a trace's tasks, worked out once. */
export const tintOf = remember((tasks: Trace["tasks"]) => tintsOf(tasks));

/** Rows of a trace by thread, worked out once. */
export const threadRows = remember((trace: Trace) => rowsOf(trace, "threads", tintOf(trace.tasks)));
const taskRows = remember((trace: Trace) => rowsOf(trace, "tasks", tintOf(trace.tasks)));
const sorted = {
  start: remember((trace: Trace) => inOrder(trace, "start")),
  duration: remember((trace: Trace) => inOrder(trace, "duration")),
  thread: remember((trace: Trace) => inOrder(trace, "thread")),
};

const inOrder = (trace: Trace, sort: RowSort): RowSet => {
  const set = taskRows(trace);
  return { rows: sortRows(trace, set, sort), index: set.index };
};

/** Rows of a trace in that order, worked out once. */
export function rowSetOf(trace: Trace, by: RowsBy, sort: RowSort | undefined): RowSet {
  if (by === "threads") return threadRows(trace);
  return sort === undefined ? taskRows(trace) : sorted[sort](trace);
}
