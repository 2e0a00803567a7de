import type { Ms, TaskId, TimeRange, Trace } from "../../trace/types.ts";

/** From when a task first left the queue until it settled: while it is in progress. Undefined for one that never left it. */
export function lifeOf({ spans, settled, duration }: Trace, task: TaskId): TimeRange | undefined {
  const first = spans.find((span) => span.task === task && span.state.is !== "queued");
  return first && [first.start, settled[task]?.at ?? duration];
}

/** From the start of a task's first span, queueing included, to the end of its last; undefined for one without spans. */
export function taskExtent({ spans }: Trace, task: TaskId): TimeRange | undefined {
  let first: Ms | undefined;
  let last = 0;
  for (const span of spans) {
    if (span.task !== task) continue;
    first ??= span.start;
    last = Math.max(last, span.end);
  }
  return first === undefined ? undefined : [first, last];
}
