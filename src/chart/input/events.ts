import type { Ms, TaskId, TimeRange } from "../../trace/types.ts";

/** What a timeline tells its page, and asks of it. */
export interface TimelineEvents {
  /** The pointer or the keyboard focus is at `t`; undefined: it left. */
  onCursor(t: Ms | undefined): void;
  onSelect(task: TaskId | undefined): void;
  /**
   * The reader wants to see this range of time; without it a timeline can't be zoomed. `smooth`: one of many on
   * the way, `jump`: worth a step of the history.
   */
  onDomain?(domain: TimeRange, step: "smooth" | "jump"): void;
  /** one step back in the history of zooms */
  onBack?(): void;
  /** the range to measure; undefined: the whole run */
  onRange?(range: TimeRange | undefined): void;
  /** the reader wants to find a task by name */
  onFind?(): void;
}
