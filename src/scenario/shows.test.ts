import { expect, test } from "vitest";
import { measure } from "../metrics/measure.ts";
import { predict } from "../model/predict.ts";
import { type ModelId, modelById } from "../plan/models.ts";
import { scenarioById } from "./catalogue-test-kit.ts";
import { defaultKnobs, type KnobValues, type Side } from "./scenario.ts";

/** The scenario on ideal lanes: no overheads, a core for each lane. */
function side(id: string, modelId: ModelId, lanes = 1, knobs: KnobValues = {}): Side {
  const scenario = scenarioById(id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  const model = modelById(modelId);
  const plan = scenario.plan({ ...defaultKnobs(scenario), ...knobs }, 1);
  const { trace } = predict(plan, model, { lanes, cores: 16, seed: 1 });
  return { model, lanes, trace, metrics: measure(trace) };
}

/** What each scenario is there to show: makespan in ms, peak in progress, peak executing. */
test.each<[string, ModelId, number, number, number, number]>([
  ["two-tasks", "event-loop", 1, 400, 2, 1],
  ["two-tasks", "thread-pool", 2, 200, 2, 2],
  ["two-tasks", "sequential", 1, 400, 1, 1],
  ["four-cases", "sequential", 1, 1200, 1, 1],
  ["four-cases", "event-loop", 1, 500, 8, 1],
  ["four-cases", "thread-pool", 4, 300, 4, 4],
  ["four-cases", "m-n", 4, 200, 8, 4],
  ["hundred-requests", "sequential", 1, 2100, 1, 1],
  ["hundred-requests", "event-loop", 1, 100, 100, 1],
  ["fan-out", "sequential", 1, 400, 1, 0],
  ["fan-out", "event-loop", 1, 200, 3, 0],
])(
  "%s on %s of %i: %i ms, in progress %i, executing %i",
  (id, model, lanes, ms, inProgress, executing) => {
    const { metrics } = side(id, model, lanes);
    expect(metrics.makespan).toBeCloseTo(ms, 6);
    expect([metrics.inProgressPeak, metrics.executingPeak]).toEqual([inProgress, executing]);
  },
);

test("fib: a pool of three is exactly twice as fast, one of thirty no more", () => {
  const alone = side("fib", "event-loop").metrics.makespan;
  expect(alone / side("fib", "thread-pool", 3).metrics.makespan).toBe(2);
  expect(alone / side("fib", "thread-pool", 30).metrics.makespan).toBe(2);
});

test("matrix: linear while lanes divide the blocks", () => {
  const alone = side("matrix", "sequential").metrics.makespan;
  for (const lanes of [2, 4, 8, 16]) {
    expect(alone / side("matrix", "thread-pool", lanes).metrics.makespan).toBeCloseTo(lanes, 6);
  }
  expect(alone / side("matrix", "thread-pool", 15).metrics.makespan).toBeCloseTo(8, 6);
});

test("one-slow-query: one at a time all later ones are late, on an event loop only the slow one", () => {
  const late = ({ trace }: Side) =>
    trace.settled.flatMap(({ at }, i) => (at - i * 20 > 60 ? [i + 1] : []));
  expect(late(side("one-slow-query", "event-loop"))).toEqual([2]);
  expect(late(side("one-slow-query", "sequential")).slice(-8)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
});

test("blocked-loop: the loop stops for 300 ms; with a worker pool nobody notices", () => {
  const p95 = (s: Side) => s.metrics.latency.p95;
  expect(p95(side("blocked-loop", "event-loop"))).toBeGreaterThan(250);
  const late = side("blocked-loop", "loop-and-pool", 2).trace.settled.filter(
    ({ at }, i) => at - i * 10 > 2.001,
  );
  expect(late).toHaveLength(1);
});

test("two-tasks: the loop takes turns", () => {
  const sides = [side("two-tasks", "event-loop"), side("two-tasks", "sequential")];
  const text = scenarioById("two-tasks")?.saw(sides, {}).join(" ");
  expect(text).toContain("On the event loop, they took turns: A B A B");
  expect(text).toContain("one at a time, A had done all its computing before B began");
});

test("what you saw of the defaults reads as the scenario is meant", () => {
  const saw = (id: string, ...sides: Side[]) =>
    scenarioById(id)?.saw(sides, {}).join(" ").replaceAll("\u202F", " ");
  expect(
    saw(
      "hundred-requests",
      side("hundred-requests", "sequential"),
      side("hundred-requests", "event-loop"),
    ),
  ).toBe(
    "Predicted: one at a time, the 100 requests took 2.10 s, with at most 1 in progress and 1 executing; " +
      "on the event loop, they took 100 ms, with at most 100 in progress and 1 executing. " +
      "Lanes were executing for 4.76 % of the time one at a time and 100 % of the time on the event loop. " +
      "It took 21 times as long one at a time as on the event loop.",
  );
  expect(
    saw(
      "blocked-loop",
      side("blocked-loop", "event-loop"),
      side("blocked-loop", "loop-and-pool", 2),
    ),
  ).toMatch(
    /17 other requests arrived in the 300 ms .* 0 of them.* 17 other requests .* 17 of them/,
  );
});
