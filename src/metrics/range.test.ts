import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTrace } from "../trace/build.ts";
import { anyRun } from "../trace/sketch/any-run.ts";
import { fromSketch } from "../trace/sketch/from-sketch.ts";
import { measure } from "./measure.ts";
import { measureRange, sliceTrace } from "./range.ts";

const trace = fromSketch("A 00~~0|\nB qq1111|\nC ....q0|", { msPerChar: 10 });

describe("sliceTrace", () => {
  it("cuts spans at the edges and counts from the first", () => {
    const { spans, duration } = sliceTrace(trace, 15, 45);
    expect(duration).toBe(30);
    expect(spans.map(({ task, start, end, state }) => [task, state.is, start, end])).toEqual([
      [0, "running", 0, 5],
      [1, "queued", 0, 5],
      [0, "waiting", 5, 25],
      [1, "running", 5, 30],
      [0, "running", 25, 30],
      [2, "queued", 25, 30],
    ]);
  });

  it("is the trace itself for all of it", () => {
    expect(sliceTrace(trace, 0, trace.duration)).toEqual(trace);
  });
});

describe("measureRange", () => {
  it("measures what happened inside, and the tasks that settled inside", () => {
    expect(measureRange(trace, [40, 60])).toMatchObject({
      makespan: 20,
      inProgressPeak: 2,
      executingPeak: 2,
      executingMean: 2,
      busy: 40,
      throughput: 150,
      latency: { mean: (50 + 60 + 20) / 3, max: 60 },
      waitingForLane: { mean: 10 / 3, max: 10 },
      outcomes: { done: 3, failed: 0, timedOut: 0, cancelled: 0 },
    });
  });

  it("counts no task before it started or after it settled", () => {
    const two = fromSketch("L0 AA..BB", { msPerChar: 10 });
    expect(measureRange(two, [22, 38])).toMatchObject({
      inProgressPeak: 0,
      executingPeak: 0,
      busy: 0,
      throughput: 0,
      outcomes: { done: 0 },
    });
  });

  it("knows of no latency where no task settled", () => {
    const none = Number.NaN;
    expect(measureRange(trace, [10, 30]).latency).toEqual({
      mean: none,
      p50: none,
      p95: none,
      p99: none,
      max: none,
    });
  });

  it("knows of no speedup, and is finite where there is no time", () => {
    const none = measureRange(trace, [30, 30]);
    expect(none).not.toHaveProperty("speedup");
    expect([none.executingMean, none.throughput, none.utilisation.mean]).toEqual([0, 0, 0]);
  });

  it("adds up: the parts of any run are as busy as the whole, and no part has a higher peak", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(999), { maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (numbers, share) => {
          const { header, events, laneEvents } = anyRun(numbers);
          const any = buildTrace(header, events, laneEvents);
          const middle = share * any.duration;
          const whole = measure(any);
          const parts = [measureRange(any, [0, middle]), measureRange(any, [middle, any.duration])];
          expect(parts.reduce((sum, { busy }) => sum + busy, 0)).toBeCloseTo(whole.busy, 6);
          const peaks = parts.map(({ executingPeak }) => executingPeak);
          expect(Math.max(...peaks)).toBe(whole.executingPeak);
          expect(Math.max(...parts.map((part) => part.inProgressPeak))).toBe(whole.inProgressPeak);
        },
      ),
    );
  });
});
