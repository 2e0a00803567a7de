import { expect, test } from "vitest";
import { compute, planOf, times } from "../../plan/draft.ts";
import { modelById } from "../../plan/models.ts";
import { createOnPage, MAX_TASKS_ON_PAGE } from "./on-page.ts";
import { predictRun } from "./predict-run.ts";
import type { PredictionRequest } from "./prediction.ts";

const asked = (
  [tasks, steps, ms]: readonly [number, number, number],
  change: Partial<PredictionRequest> = {},
): PredictionRequest => ({
  plan: planOf(
    times(tasks, () => ({ label: "x", kind: "x", steps: times(steps, () => compute("fib", ms)) })),
  ),
  model: modelById("thread-pool"),
  lanes: 2,
  cores: 2,
  seed: 1,
  ...change,
});
const makespan = (request: PredictionRequest) =>
  createOnPage(predictRun)(request)?.metrics.makespan;

const copied = planOf(
  times(2, () => ({ label: "x", kind: "x", payload: 2 ** 20, steps: [compute("fib", 1)] })),
);

test("small work is predicted in the turn that asks", () => {
  expect(makespan(asked([4, 2, 1]))).toBe(4);
});

test.each([
  ["many tasks", asked([MAX_TASKS_ON_PAGE + 1, 1, 1])],
  ["many steps", asked([2, 60_000, 1])],
  ["many slices of shared cores", asked([2, 10, 1], { cores: 1, quantum: 0.0001 })],
  ["long computing under one lock", asked([2, 300, 1000], { model: modelById("gil-threads") })],
  [
    "short turns under one lock",
    asked([2, 10, 1], { model: modelById("gil-threads"), lockSwitchInterval: 0.0001 }),
  ],
  ["slices of overheads", asked([2, 1, 1], { cores: 1, quantum: 0.1, costs: { startLane: 1e4 } })],
  [
    "slices of copying",
    asked([2, 1, 1], { cores: 1, quantum: 0.1, costs: { copyPerMiB: 1e4 }, plan: copied }),
  ],
])("%s belong in a worker", (_, request) => {
  expect(makespan(request)).toBeUndefined();
});

test("slices count only where lanes share cores", () => {
  expect(makespan(asked([2, 10, 1], { quantum: 0.0001 }))).toBe(10);
});

test("what can't be predicted is thrown", () => {
  expect(() => makespan(asked([1, 1, 1], { cores: 0 }))).toThrow(/^cores: /);
});
