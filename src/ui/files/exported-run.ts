import type { RowsBy } from "../../chart/index.ts";
import type { Metrics } from "../../metrics/measure.ts";
import type { Costs } from "../../plan/models.ts";
import type { Sort } from "../../state/view.ts";
import type { TaskId, TimeRange, Trace } from "../../trace/types.ts";

/** One run as it is taken away. */
export interface TakenRun {
  /** "A"; "1" of an opened file */
  readonly letter: string;
  /** first cell of its rows in a CSV: "A, bounded"; left out: the letter */
  readonly row?: string;
  /** "Event loop", "Event loop, bounded" */
  readonly name: string;
  /** its part of a file's name: "event-loop", "event-loop-bounded", or "" */
  readonly id: string;
  readonly trace: Trace;
  /** what is predicted of it, drawn beneath */
  readonly ghost: Trace | undefined;
  /** of the whole run */
  readonly metrics: Metrics;
  /** of its model, for the figures of a stretch; none of a run that was opened */
  readonly costs?: Costs;
  /** the task highlighted on the screen */
  readonly selected: TaskId | undefined;
  readonly plan?: unknown;
  readonly model?: unknown;
  readonly variant?: unknown;
}

/** What is taken away in one go: all runs of a scenario on the screen, or of an opened file. */
export interface Taken {
  readonly title: string;
  /** what its files are about: "fib" */
  readonly about: string;
  readonly rows: RowsBy;
  /** order of rows by task */
  readonly sort: Sort;
  /** the stretch in sight; undefined: the whole run */
  readonly domain: TimeRange | undefined;
  /** the stretch measured; undefined: the whole run */
  readonly range: TimeRange | undefined;
  readonly runs: readonly TakenRun[];
}
