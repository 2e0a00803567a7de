import type { TaskId, Trace } from "../../trace/types.ts";
import type { TimelineProps } from "../scene/scene.ts";
import { taskExtent } from "../spans/task-time.ts";
import { sameTimeRange } from "../time/time-range.ts";
import { measuredWords, selectedWords } from "./span-words.ts";

type Subject = Pick<TimelineProps, "trace" | "selected" | "range">;

/** What a reader who hears the chart is told of a change that its bars only show; "" where there is nothing to tell. */
export function changeWords(before: Subject | undefined, now: Subject): string {
  const { trace, selected, range } = now;
  const chosen = selected === undefined || selected === before?.selected ? undefined : selected;
  return [
    ...(chosen === undefined ? [] : taskWords(trace, chosen)),
    ...(sameTimeRange(before?.range, range) ? [] : [measuredWords(range)]),
  ].join(". ");
}

function taskWords(trace: Trace, id: TaskId): readonly string[] {
  const task = trace.tasks[id];
  return task === undefined ? [] : [selectedWords(trace, task, taskExtent(trace, id))];
}
