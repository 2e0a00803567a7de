import { describe, expect, it } from "vitest";
import { fromSketch } from "../trace/sketch/from-sketch.ts";
import { countsAt, executing, inProgress, peak, queueLength } from "./counts.ts";

const trace = fromSketch(`
  A 0~~0|
  B q0-x1|
  C ..qqq0!
  D .q/`);

describe("step functions", () => {
  it("counts what is in progress from leaving the queue to settling", () => {
    expect(inProgress(trace)).toEqual([
      { at: 0, count: 1 },
      { at: 1, count: 2 },
      { at: 4, count: 1 },
      { at: 6, count: 0 },
    ]);
  });

  it("counts what is executing, without a step where one task hands over to another", () => {
    expect(executing(trace)).toEqual([
      { at: 0, count: 1 },
      { at: 2, count: 0 },
      { at: 3, count: 1 },
      { at: 6, count: 0 },
    ]);
  });

  it("counts what is queued or ready", () => {
    expect(queueLength(trace)).toEqual([
      { at: 0, count: 1 },
      { at: 2, count: 2 },
      { at: 3, count: 1 },
      { at: 5, count: 0 },
    ]);
  });

  it("starts at 0 with nothing where nothing has happened", () => {
    const late = fromSketch("A ..0|");
    expect(executing(late)[0]).toEqual({ at: 0, count: 0 });
    expect(peak(executing(late))).toBe(1);
    expect(peak([])).toBe(0);
  });
});

describe("countsAt", () => {
  const none = {
    queued: 0,
    running: 0,
    waiting: 0,
    blocked: 0,
    ready: 0,
    settled: 0,
    unreleased: 0,
  };

  it.each([
    [0, { running: 1, queued: 1, unreleased: 2 }],
    [1.5, { waiting: 1, running: 1, queued: 1, unreleased: 1 }],
    [2, { waiting: 1, ready: 1, queued: 1, settled: 1 }],
    [3, { running: 1, blocked: 1, queued: 1, settled: 1 }],
    [6, { settled: 4 }],
  ])("counts tasks by state at %s ms, the end of a span not being in it", (t, some) => {
    expect(countsAt(trace, t)).toEqual({ ...none, ...some });
  });
});
