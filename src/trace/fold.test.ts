import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTrace } from "./build.ts";
import { checkTrace } from "./check.ts";
import { createFold } from "./fold.ts";
import { anyRun } from "./sketch/any-run.ts";
import { laneId, type TraceEvent, taskId } from "./types.ts";

const numbers = fc.array(fc.nat(100_000), { maxLength: 80 });

/** Facts in an order of their own, cut into batches. */
function batches<T>(items: readonly T[], order: readonly number[], size: number): T[][] {
  const shuffled = items
    .map((item, i) => ({ item, key: order[i % Math.max(order.length, 1)] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
  const count = Math.ceil(shuffled.length / size);
  return Array.from({ length: count }, (_, i) => shuffled.slice(i * size, (i + 1) * size));
}

describe("createFold", () => {
  it("ends where buildTrace does, whatever the order and size of batches", () => {
    const orders = fc.array(fc.nat(50), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(numbers, orders, fc.integer({ min: 1, max: 20 }), (any, order, size) => {
        const { header, events, laneEvents } = anyRun(any);
        const fold = createFold(header);
        fold.push([], laneEvents);
        for (const batch of batches(events, order, size)) {
          fold.push(batch, []);
          fold.snapshot(0);
        }
        expect(fold.snapshot(0)).toEqual(buildTrace(header, events, laneEvents));
      }),
    );
  });

  it("has only snapshots that keep every invariant, while facts come in time order", () => {
    fc.assert(
      fc.property(numbers, (any) => {
        const { header, events, laneEvents } = anyRun(any);
        const fold = createFold(header);
        for (const event of [...events].sort((a, b) => a.at - b.at)) {
          fold.push(
            [event],
            laneEvents.filter((e) => e.at === event.at),
          );
          checkTrace(fold.snapshot(event.at + 0.1));
        }
      }),
      { numRuns: 30 },
    );
  });

  const { header } = anyRun([1, 2]);
  const running = (at: number, task: number, lane: number): TraceEvent => ({
    at,
    task: taskId(task),
    state: { is: "running", lane: laneId(lane) },
  });

  it("closes what is open at now, as cancelled, and goes on from there", () => {
    const fold = createFold(header);
    fold.push([running(1, 0, 0)], [{ at: 0, lane: laneId(1), state: "idle" }]);
    const first = fold.snapshot(4);
    expect(first.spans.map((s) => [s.start, s.end])).toEqual([[1, 4]]);
    expect(first.laneSpans.map((s) => [s.lane, s.end])).toEqual([[1, 4]]);
    expect(first.settled).toEqual([
      { at: 4, outcome: "cancelled" },
      { at: 4, outcome: "cancelled" },
    ]);
    fold.push([{ at: 6, task: taskId(0), state: { is: "settled", outcome: "done" } }], []);
    expect(fold.snapshot(5)).toMatchObject({
      duration: 6,
      spans: [{ start: 1, end: 6 }],
      settled: [{ at: 6, outcome: "done" }, { outcome: "cancelled" }],
    });
    expect(first.spans[0]?.end).toBe(4);
  });

  it("takes a late fact into a task that had settled", () => {
    const fold = createFold(header);
    fold.push(
      [running(1, 0, 0), { at: 6, task: taskId(0), state: { is: "settled", outcome: "done" } }],
      [],
    );
    fold.snapshot(7);
    fold.push([{ at: 3, task: taskId(0), state: { is: "ready" } }], []);
    expect(fold.snapshot(7).spans.map((s) => s.state.is)).toEqual(["running", "ready"]);
  });

  it("lets the earlier task give up a lane that seems to hold two", () => {
    const fold = createFold(header);
    fold.push([running(1, 0, 0), running(3, 1, 0)], []);
    expect(fold.snapshot(5).spans.map((s) => [s.task, s.start, s.end])).toEqual([
      [0, 1, 3],
      [1, 3, 5],
    ]);
  });

  it("ignores what can't be drawn", () => {
    const fold = createFold(header);
    fold.push(
      [running(1, 9, 0), running(1, 0, 9), running(Number.NaN, 0, 0), running(-2, 0, 0)],
      [{ at: 1, lane: laneId(9), state: "idle" }],
    );
    expect(fold.snapshot(3).spans.map((s) => [s.task, s.start, s.end])).toEqual([[0, 0, 3]]);
  });
});
