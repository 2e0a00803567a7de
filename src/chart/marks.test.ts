import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromSketch } from "../trace/from-sketch.ts";
import { laneId, type Span, type Trace, taskId } from "../trace/types.ts";
import { marksOfGaps, marksOfLine } from "./marks.ts";
import { rowsOf } from "./rows.ts";
import { timeScale } from "./scale.ts";

const extent = { y: 10, height: 8 };

/** A lane of spans given as gap and length, alternating running and waiting. */
function laneOf(pairs: readonly (readonly [number, number])[]): Trace {
  let at = 0;
  const spans = pairs.map(([gap, length], i): Span => {
    const start = at + gap;
    at = start + length;
    const state =
      i % 2 === 0
        ? { is: "running" as const, lane: laneId(0) }
        : { is: "waiting" as const, on: "timer" as const, holds: laneId(0) };
    return { task: taskId(0), start, end: at, state };
  });
  return { ...fromSketch("L0 A"), spans, duration: at };
}

describe("marks", () => {
  it("lie on whole device pixels where the spans are", () => {
    const trace = fromSketch("L0 AA~~.B");
    const line = rowsOf(trace, "threads")[0]?.lines[0] ?? [];
    const marks = marksOfLine(trace, line, timeScale([0, 6], [100, 160]), 2, extent);
    expect(marks.map(({ state, x, width, task }) => [state, x, width, task])).toEqual([
      ["running", 200, 40, 0],
      ["waiting", 240, 40, 0],
      ["running", 300, 20, 1],
    ]);
  });

  it("never lose a span, and draw a column once per state", () => {
    const pair = fc.tuple(
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 3, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(pair, { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 400 }),
        (pairs, width) => {
          const trace = laneOf(pairs);
          const line = trace.spans.map((_, i) => i);
          const marks = marksOfLine(
            trace,
            line,
            timeScale([0, trace.duration], [7, 7 + width]),
            1,
            extent,
          );
          expect(marks.reduce((sum, mark) => sum + mark.count, 0)).toBe(trace.spans.length);
          for (const state of ["running", "waiting"] as const) {
            const own = marks.filter((mark) => mark.state === state);
            own.slice(1).forEach((mark, i) => {
              const before = own[i];
              expect(mark.x).toBeGreaterThanOrEqual((before?.x ?? Infinity) + (before?.width ?? 0));
            });
          }
          for (const mark of marks) {
            expect(mark.width).toBeGreaterThanOrEqual(1);
            expect(mark.x).toBeGreaterThanOrEqual(7);
            expect(mark.x + mark.width).toBeLessThanOrEqual(7 + width);
          }
        },
      ),
    );
  });

  it("are at most columns x states, however many spans", () => {
    const trace = laneOf(Array.from({ length: 20_000 }, () => [0.001, 0.001] as const));
    const line = trace.spans.map((_, i) => i);
    const marks = marksOfLine(trace, line, timeScale([0, trace.duration], [0, 300]), 1, extent);
    expect(marks.length).toBeLessThanOrEqual(600);
    expect(marks.length).toBeGreaterThanOrEqual(300);
  });

  it("leave out what lies outside the domain and clip what reaches in", () => {
    const trace = fromSketch("L0 AABBCC");
    const line = rowsOf(trace, "threads")[0]?.lines[0] ?? [];
    const marks = marksOfLine(trace, line, timeScale([3, 3.5], [0, 100]), 1, extent);
    expect(marks.map(({ task, x, width }) => [task, x, width])).toEqual([[1, 0, 100]]);
  });

  it("have the holes of a pre-empted lane and its start-up, but nothing for idling", () => {
    const trace = fromSketch("L0 ^A**A__");
    const [row] = rowsOf(trace, "threads");
    const marks =
      row === undefined ? [] : marksOfGaps(trace, row, timeScale([0, 7], [0, 70]), 1, extent);
    expect(marks.map(({ state, x, width }) => [state, x, width])).toEqual([
      ["starting", 0, 10],
      ["preempted", 20, 20],
    ]);
  });
});
