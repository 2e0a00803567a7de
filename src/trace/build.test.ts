import { describe, expect, it } from "vitest";
import { buildTrace } from "./build.ts";
import {
  cancelled,
  done,
  fact,
  header,
  holding,
  queued,
  ready,
  running,
  waiting,
} from "./build-test-kit.ts";
import { TraceError } from "./error.ts";
import { type LaneEvent, laneId, type TaskState, type TraceEvent } from "./types.ts";

const laneFact = (at: number, lane: number, state: LaneEvent["state"]): LaneEvent => ({
  at,
  lane: laneId(lane),
  state,
});

describe("buildTrace", () => {
  it("folds facts into half-open spans, settlements and lane spans", () => {
    const trace = buildTrace(
      header(1, 1),
      [fact(0, 0, queued), fact(2, 0, running(0)), fact(5, 0, waiting), fact(9, 0, done)],
      [laneFact(0, 0, "starting"), laneFact(1, 0, "idle"), laneFact(5, 0, "idle")],
    );
    expect(trace.spans).toEqual([
      { task: 0, start: 0, end: 2, state: queued },
      { task: 0, start: 2, end: 5, state: running(0) },
      { task: 0, start: 5, end: 9, state: waiting },
    ]);
    expect(trace.settled).toEqual([{ at: 9, outcome: "done" }]);
    expect(trace.laneSpans).toEqual([
      { lane: 0, start: 0, end: 1, state: "starting" },
      { lane: 0, start: 1, end: 2, state: "idle" },
      { lane: 0, start: 5, end: 9, state: "idle" },
    ]);
    expect(trace.duration).toBe(9);
  });

  it("drops states that lasted 0 ms and merges what they kept apart", () => {
    const trace = buildTrace(
      header(1, 1),
      [
        fact(1, 0, queued),
        fact(1, 0, running(0)),
        fact(3, 0, ready),
        fact(3, 0, running(0)),
        fact(4, 0, running(0)),
        fact(6, 0, done),
      ],
      [],
    );
    expect(trace.spans).toEqual([{ task: 0, start: 1, end: 6, state: running(0) }]);
  });

  it("keeps neighbouring computations of one task apart by their steps, and merges one step's", () => {
    const at = (when: number, step: number) => ({ ...fact(when, 0, running(0)), step });
    const trace = buildTrace(
      header(1, 1),
      [fact(0, 0, queued), at(1, 0), at(3, 0), at(4, 1), fact(6, 0, running(0)), fact(7, 0, done)],
      [],
    );
    expect(trace.spans).toEqual([
      { task: 0, start: 0, end: 1, state: queued },
      { task: 0, start: 1, end: 4, state: running(0), step: 0 },
      { task: 0, start: 4, end: 6, state: running(0), step: 1 },
      { task: 0, start: 6, end: 7, state: running(0) },
    ]);
  });

  it("lets pre-emption last until the lane's next fact, across a task's states", () => {
    const { laneSpans } = buildTrace(
      header(1, 1),
      [fact(0, 0, running(0)), fact(4, 0, holding(0)), fact(8, 0, done)],
      [laneFact(2, 0, "preempted"), laneFact(5, 0, "resumed")],
    );
    expect(laneSpans).toEqual([{ lane: 0, start: 2, end: 5, state: "preempted" }]);
  });

  it("keeps the error of a task that failed", () => {
    const state: TaskState = { is: "settled", outcome: "failed", error: "no such page" };
    const trace = buildTrace(header(1, 1), [fact(0, 0, running(0)), fact(1, 0, state)], []);
    expect(trace.settled).toEqual([{ at: 1, outcome: "failed", error: "no such page" }]);
  });

  it("builds a trace of nothing", () => {
    expect(buildTrace(header(0, 0), [], []).duration).toBe(0);
  });

  it.each<[string, TraceError["invariant"], TraceEvent[], RegExp]>([
    [
      "a time that is NaN",
      "finite-times",
      [fact(Number.NaN, 0, queued), fact(9, 0, done)],
      /Task 0 \(task 0\) has a fact at NaN/,
    ],
    [
      "a time before the run",
      "inside-duration",
      [fact(-1, 0, queued), fact(9, 0, done)],
      /-1 ms, outside 0 to 10 ms/,
    ],
    ["a time after the run", "inside-duration", [fact(0, 0, queued), fact(11, 0, done)], /11 ms/],
    ["an unknown task", "known-ids", [fact(1, 7, queued)], /Task 7 is queued at 1 ms/],
    ["an unknown lane", "known-ids", [fact(1, 0, running(4))], /lane 4/],
    ["a lane that does not exist held", "known-ids", [fact(1, 0, holding(4))], /lane 4/],
    [
      "an unknown outcome",
      "known-outcome",
      [fact(1, 0, { is: "settled", outcome: "exploded" as "done" })],
      /"exploded"/,
    ],
    [
      "half a step",
      "whole-steps",
      [{ ...fact(0, 0, running(0)), step: 0.5 }, fact(1, 0, done)],
      /Task 0 \(task 0\) is running at step 0.5/,
    ],
    [
      "a step before the first",
      "whole-steps",
      [{ ...fact(0, 0, running(0)), step: -1 }, fact(1, 0, done)],
      /step -1; a step is a whole number from 0/,
    ],
    ["no settlement", "settles-once", [fact(1, 0, running(0))], /Task 0 \(task 0\) never settles/],
    [
      "two settlements",
      "settles-once",
      [fact(1, 0, done), fact(2, 0, done)],
      /settled at 1 ms and settles again at 2 ms/,
    ],
    [
      "life after settling",
      "settles-once",
      [fact(1, 0, done), fact(2, 0, ready)],
      /is ready again at 2 ms/,
    ],
    [
      "a settlement followed at the same instant",
      "settles-once",
      [fact(1, 0, done), fact(1, 0, ready)],
      /is ready again/,
    ],
    [
      "a lane that runs two tasks",
      "one-task-per-lane",
      [fact(0, 0, running(0)), fact(5, 0, done), fact(4, 1, running(0)), fact(6, 1, done)],
      /Task 1 \(task 1\) is running on lane 0 \(T0\) from 4 ms, but Task 0 \(task 0\) has it until 5 ms/,
    ],
    [
      "a held lane that runs another task",
      "one-task-per-lane",
      [fact(0, 0, holding(0)), fact(5, 0, done), fact(4, 1, running(0)), fact(6, 1, done)],
      /Task 1/,
    ],
    [
      "a lane whose task lies inside another",
      "one-task-per-lane",
      [fact(0, 0, running(0)), fact(9, 0, done), fact(4, 1, running(0)), fact(6, 1, done)],
      /Task 1/,
    ],
  ])("rejects %s", (_, invariant, events, sentence) => {
    const tasks = events.some((e) => e.task === 1) ? 2 : 1;
    const build = () => buildTrace(header(tasks, 1), events, [], 10);
    expect(build).toThrow(TraceError);
    expect(build).toThrow(
      expect.objectContaining({ invariant, message: expect.stringMatching(sentence) }),
    );
  });

  it("rejects facts of an unknown lane", () => {
    expect(() => buildTrace(header(0, 1), [], [laneFact(0, 3, "idle")])).toThrow(/Lane 3 is idle/);
  });

  it("builds 100 000 facts that come in batches by lane", () => {
    const lanes = 8;
    const tasks = 25_000;
    const events = Array.from({ length: tasks }, (_, i) => {
      const at = Math.floor(i / lanes);
      return [
        fact(0, i, queued),
        fact(at, i, running(i % lanes)),
        fact(at + 0.25, i, holding(i % lanes)),
        fact(at + 1, i, done),
      ];
    }).flat();
    const { spans } = buildTrace(header(tasks, lanes), events, []);
    expect(spans).toHaveLength(3 * tasks - lanes);
  });
});

describe("clocks that disagree", () => {
  const skewed = header(2, 2, { step: 0.005, skew: 0.01 });

  it("puts a hand-over right whose arrival was written down before its departure", () => {
    const trace = buildTrace(
      skewed,
      [
        fact(0, 0, running(0)),
        fact(4.004, 0, ready),
        fact(4, 0, running(1)),
        fact(9, 0, done),
        fact(9, 1, cancelled),
      ],
      [],
    );
    expect(trace.spans.map((s) => [s.start, s.state.is])).toEqual([
      [0, "running"],
      [4, "ready"],
      [4.004, "running"],
    ]);
  });

  it("keeps a release that looks later than the start it led to", () => {
    const trace = buildTrace(
      skewed,
      [fact(1, 0, running(1)), fact(1.004, 0, queued), fact(2, 0, done), fact(2, 1, cancelled)],
      [],
    );
    expect(trace.spans.map((s) => s.state.is)).toEqual(["queued", "running"]);
  });

  it("settles last", () => {
    const trace = buildTrace(
      skewed,
      [fact(0, 0, running(0)), fact(1, 0, done), fact(1.004, 0, waiting), fact(2, 1, cancelled)],
      [],
    );
    expect(trace.settled[0]).toEqual({ at: 1.004, outcome: "done" });
  });

  it("cuts a lane that looks held twice for less than the skew", () => {
    const trace = buildTrace(
      skewed,
      [fact(0, 0, running(0)), fact(5.004, 0, done), fact(5, 1, running(0)), fact(6, 1, done)],
      [],
    );
    expect(trace.spans.map((s) => [s.start, s.end])).toEqual([
      [0, 5],
      [5, 6],
    ]);
  });

  it("moves a time just outside the run to its edge", () => {
    const events = [fact(-0.004, 0, running(0)), fact(7.004, 0, done), fact(3, 1, cancelled)];
    const trace = buildTrace(skewed, events, [], 7);
    expect(trace.spans).toEqual([{ task: 0, start: 0, end: 7, state: running(0) }]);
  });

  it.each([
    [
      "a lane held twice",
      [fact(0, 0, running(0)), fact(5.02, 0, done), fact(5, 1, running(0)), fact(6, 1, done)],
    ],
    ["life after settling", [fact(0, 0, done), fact(1, 0, ready), fact(1, 1, cancelled)]],
    ["a time outside the run", [fact(-0.02, 0, running(0)), fact(5, 0, done), fact(6, 1, done)]],
  ])("still rejects %s for longer than the skew", (_, events) => {
    expect(() => buildTrace(skewed, events, [])).toThrow(TraceError);
  });

  it("gives a predicted trace no benefit of doubt", () => {
    const events = [
      fact(0, 0, running(0)),
      fact(5.004, 0, done),
      fact(5, 1, running(0)),
      fact(6, 1, done),
    ];
    expect(() => buildTrace(header(2, 2), events, [])).toThrow(TraceError);
  });
});
