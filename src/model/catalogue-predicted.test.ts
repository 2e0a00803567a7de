import { expect, test } from "vitest";
import { measure } from "../metrics/measure.ts";
import type { ModelId } from "../plan/models.ts";
import { scenarioById } from "../scenario/catalogue-test-kit.ts";
import { defaultKnobs, type KnobValues } from "../scenario/scenario.ts";
import type { Trace } from "../trace/types.ts";
import { ends, run } from "./model-test-kit.ts";

/** What each scenario must show, on ideal lanes, without overheads and with cores enough. */
function shown(id: string, model: ModelId, lanes = 4, knobs: KnobValues = {}): Trace {
  const scenario = scenarioById(id);
  if (scenario === undefined) throw new Error(`there is no scenario "${id}"`);
  return run(scenario.plan({ ...defaultKnobs(scenario), ...knobs }, 1), model, {
    lanes,
    cores: 64,
  });
}

test("two-tasks", () => {
  const figures = (trace: Trace) => {
    const { makespan, inProgressPeak, executingPeak } = measure(trace);
    return [makespan, inProgressPeak, executingPeak];
  };
  expect(figures(shown("two-tasks", "event-loop"))).toEqual([400, 2, 1]);
  expect(figures(shown("two-tasks", "thread-pool", 2))).toEqual([200, 2, 2]);
  expect(figures(shown("two-tasks", "sequential"))).toEqual([400, 1, 1]);
  const pieces = shown("two-tasks", "event-loop").spans.filter((s) => s.state.is === "running");
  expect(pieces.map((s) => s.task)).toEqual([0, 1, 0, 1]);
});

test("four-cases", () => {
  const models = ["sequential", "event-loop", "thread-pool", "m-n"] as const;
  expect(models.map((m) => shown("four-cases", m).duration)).toEqual([1200, 500, 300, 200]);
});

test("one-slow-query: only the slow one is late on a loop, all after it one at a time", () => {
  const late = (trace: Trace) => trace.settled.filter((s, i) => s.at - 20 * i > 100).length;
  expect(late(shown("one-slow-query", "event-loop"))).toBe(1);
  expect(late(shown("one-slow-query", "sequential"))).toBe(9);
});

test("hundred-requests: 2.1 s, or 100 ms with 100 in progress and 1 executing", () => {
  expect(shown("hundred-requests", "sequential").duration).toBe(2100);
  const loop = measure(shown("hundred-requests", "event-loop"));
  expect(loop).toMatchObject({ makespan: 100, inProgressPeak: 100, executingPeak: 1 });
});

test("fan-out: the slowest call, not the sum", () => {
  expect(shown("fan-out", "sequential").duration).toBeCloseTo(400, 9);
  expect(shown("fan-out", "event-loop").duration).toBeCloseTo(200, 9);
});

test("fib: exactly 2.0 on three lanes, not 3", () => {
  expect(shown("fib", "event-loop").duration / shown("fib", "thread-pool", 3).duration).toBeCloseTo(
    2,
    9,
  );
});

test("blocked-loop: others stop for 300 ms; offloaded, nobody notices", () => {
  const p95 = (trace: Trace) => measure(trace).latency.p95;
  expect(p95(shown("blocked-loop", "event-loop"))).toBeGreaterThan(250);
  const offloaded = shown("blocked-loop", "loop-and-pool");
  const slow = Math.max(...ends(offloaded));
  expect(offloaded.settled.filter((s, i) => s.at !== slow && s.at - 10 * i > 10)).toEqual([]);
});
