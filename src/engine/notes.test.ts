import { describe, expect, it } from "vitest";
import { modelById } from "../plan/models.ts";
import { fromSketch } from "../trace/sketch/from-sketch.ts";
import type { Trace } from "../trace/types.ts";
import { realLanes } from "./lane-count.ts";
import { notesOf, preemptedShare } from "./notes.ts";

const quiet = {
  cores: 2,
  load: 0,
  asked: 2,
  wasHidden: false,
  wasFrozen: false,
  wasStopped: false,
  lost: [],
};
const trace = fromSketch("L0 AAAABBBB\nL1 CCCC....");

const holed = (trace: Trace, ms: number): Trace => ({
  ...trace,
  laneSpans: [
    { lane: trace.lanes[0]?.id ?? (0 as never), start: 1, end: 1 + ms, state: "preempted" },
  ],
});

const failing = (error: string): Trace => ({
  ...trace,
  settled: trace.settled.map((s, i) => (i === 1 ? { at: s.at, outcome: "failed", error } : s)),
});

describe("what a reader of the figures must know", () => {
  it("is nothing after a quiet run", () => {
    expect(notesOf(trace, quiet)).toEqual([]);
  });

  it("is other load, as the probe saw it before or pre-emption showed it during the run", () => {
    expect(notesOf(trace, { ...quiet, load: 0.2 })[0]?.text).toContain("about 20 % of the cores");
    const [note] = notesOf(holed(trace, 3), quiet);
    expect([note?.kind, note?.text]).toEqual(["noisy", expect.stringContaining("25 %")]);
    expect(preemptedShare(holed(trace, 6))).toBeCloseTo(0.5, 9);
  });

  it("is not called noise when there are more lanes than cores: that is time slicing", () => {
    expect(notesOf(holed(trace, 3), { ...quiet, cores: 1 })).toEqual([]);
  });

  it("is a wrong result, before anything else about the work", () => {
    const [wrong, ...rest] = notesOf(failing("Wrong result: fib(3) gave checksum 1, …"), quiet);
    expect(wrong?.kind).toBe("wrong-work");
    expect(rest).toEqual([]);
    const [thrown] = notesOf(failing("Job broke."), quiet);
    expect([thrown?.kind, thrown?.text]).toEqual([
      "task-failed",
      "One task failed. The first said: Job broke.",
    ]);
  });

  it("is a frozen page rather than a hidden one, when it was both", () => {
    const kinds = notesOf(trace, { ...quiet, wasHidden: true, wasFrozen: true });
    expect(kinds.map((n) => n.text)).toEqual([expect.stringContaining("frozen")]);
    expect(notesOf(trace, { ...quiet, wasHidden: true })[0]?.text).toContain("hidden");
  });

  it("is a frozen page rather than a noisy machine: what stood still, nobody took", () => {
    const kinds = notesOf(trace, { ...quiet, load: 0.5, wasFrozen: true }).map(({ kind }) => kind);
    expect(kinds).toEqual(["hidden"]);
  });

  it("is how many threads were asked for and not given", () => {
    expect(notesOf(trace, { ...quiet, asked: 100 })[0]?.text).toMatch(
      /asks for 100 threads.* 2 real/,
    );
  });
});

describe("the lanes a model really gets", () => {
  const labels = (id: Parameters<typeof modelById>[0], width: number, tasks: number) =>
    realLanes(modelById(id), width, tasks).lanes.map((l) => l.label);

  it("are named by what they are", () => {
    expect(labels("event-loop", 4, 9)).toEqual(["Loop"]);
    expect(labels("thread-pool", 3, 9)).toEqual(["T1", "T2", "T3"]);
    expect(labels("loop-and-pool", 2, 9)).toEqual(["Loop", "T1", "T2"]);
    expect(labels("loop-per-core", 2, 9)).toEqual(["Loop 1", "Loop 2"]);
    expect(labels("processes", 2, 9)).toEqual(["P1", "P2"]);
    expect(labels("thread-per-task", 2, 3)).toEqual(["T1", "T2", "T3"]);
  });

  it("are capped for a thread per task", () => {
    const { lanes, asked } = realLanes(modelById("thread-per-task"), 2, 1000);
    expect([lanes.length, asked]).toEqual([32, 1000]);
  });
});
