import { describe, expect, it } from "vitest";
import { checkTrace } from "./check.ts";
import type { Invariant } from "./error.ts";
import { fromSketch } from "./sketch/from-sketch.ts";
import { laneId, type Span, type Trace, taskId } from "./types.ts";

const trace = fromSketch(`
  A  00~~0|
  B  qq00-!
  L1 ^^_.__`);

const at = <T>(items: readonly T[], i: number): T => {
  const item = items[i];
  if (item === undefined) throw new RangeError(`There is no item ${i}.`);
  return item;
};
const withSpan = (i: number, change: Partial<Span>): Trace => ({
  ...trace,
  spans: trace.spans.with(i, { ...at(trace.spans, i), ...change }),
});

describe("checkTrace", () => {
  it("accepts what can have happened", () => {
    expect(() => checkTrace(trace)).not.toThrow();
  });

  // spans: A runs 0-2, B queued 0-2, A waits 2-4, B runs 2-4, A runs 4-5, B ready 4-5
  it.each<[string, Invariant, Trace, RegExp]>([
    [
      "an endless duration",
      "finite-times",
      { ...trace, duration: Number.POSITIVE_INFINITY },
      /duration/,
    ],
    ["a negative duration", "inside-duration", { ...trace, duration: -1 }, /negative/],
    [
      "a time that is no number",
      "finite-times",
      withSpan(5, { end: Number.NaN }),
      /Task 1 \(B\) is ready at NaN/,
    ],
    ["a span past the end", "inside-duration", withSpan(4, { end: 60 }), /60 ms, outside 0 to/],
    [
      "a settlement past the end",
      "inside-duration",
      { ...trace, settled: trace.settled.with(0, { at: 9, outcome: "done" }) },
      /Task 0 \(A\) settles at 9 ms/,
    ],
    ["a span of 0 ms", "ordered-spans", withSpan(2, { end: 2 }), /must end after it starts/],
    [
      "spans out of order",
      "ordered-spans",
      { ...trace, spans: trace.spans.toReversed() },
      /listed after a later span/,
    ],
    [
      "lane spans out of order",
      "ordered-spans",
      { ...trace, laneSpans: trace.laneSpans.toReversed() },
      /listed after a later one/,
    ],
    [
      "a lane starting and idle at once",
      "ordered-spans",
      {
        ...trace,
        laneSpans: trace.laneSpans.with(0, {
          lane: laneId(1),
          start: 0,
          end: 3,
          state: "starting",
        }),
      },
      /inside another that lasts until 3 ms/,
    ],
    [
      "a lane with two tasks",
      "one-task-per-lane",
      withSpan(2, { state: { is: "waiting", on: "disk", holds: laneId(0) } }),
      /Task 1 \(B\) is running on lane 0 \(L0\) from 2 ms, but Task 0 \(A\) has it until 4 ms/,
    ],
    [
      "a task in two states",
      "one-state-per-task",
      withSpan(2, { end: 5 }),
      /its state before lasts until 5 ms/,
    ],
    [
      "a state after settling",
      "settles-once",
      { ...trace, settled: trace.settled.with(1, { at: 4.5, outcome: "done" }) },
      /until 5 ms, but it settled at 4.5 ms/,
    ],
    [
      "a task that never settles",
      "settles-once",
      { ...trace, settled: trace.settled.slice(0, 1) },
      /Task 1 \(B\) never settles/,
    ],
    [
      "a settlement of no task",
      "known-ids",
      { ...trace, settled: [...trace.settled, ...trace.settled] },
      /4 tasks settle/,
    ],
    ["a span of no task", "known-ids", withSpan(5, { task: taskId(8) }), /no such task/],
    [
      "a span on no lane",
      "known-ids",
      withSpan(4, { state: { is: "running", lane: laneId(8) } }),
      /lane 8/,
    ],
    [
      "a lane span of no lane",
      "known-ids",
      { ...trace, laneSpans: [{ ...at(trace.laneSpans, 0), lane: laneId(8) }] },
      /lane that does not exist/,
    ],
    [
      "a task whose id isn't its index",
      "known-ids",
      { ...trace, tasks: trace.tasks.toReversed() },
      /task at index 0 has the id 1/,
    ],
    [
      "a lane whose id isn't its index",
      "known-ids",
      { ...trace, lanes: trace.lanes.toReversed() },
      /lane at index 0 has the id 1/,
    ],
    [
      "an unknown outcome",
      "known-outcome",
      { ...trace, settled: trace.settled.with(0, { at: 5, outcome: "lost" as "done" }) },
      /"lost"/,
    ],
  ])("rejects %s", (_, invariant, broken, sentence) => {
    expect(() => checkTrace(broken)).toThrow(
      expect.objectContaining({
        name: "TraceError",
        invariant,
        message: expect.stringMatching(sentence),
      }),
    );
  });
});
