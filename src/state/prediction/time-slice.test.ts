import { expect, test } from "vitest";
import { compute, planOf, times } from "../../plan/draft.ts";
import { modelById } from "../../plan/models.ts";
import { predictRun } from "./predict-run.ts";
import { sliceOf } from "./time-slice.ts";

const jobs = (count: number, ms: number) =>
  planOf(times(count, () => ({ label: "x", kind: "x", steps: [compute("fib", ms)] })));

test("more lanes than cores take turns: never more execute than there are cores", () => {
  const plan = jobs(4, 50);
  const { metrics } = predictRun({
    plan,
    model: modelById("thread-pool"),
    lanes: 4,
    cores: 2,
    quantum: sliceOf(plan),
    seed: 1,
  });
  expect(metrics).toMatchObject({ makespan: 100, inProgressPeak: 4, executingPeak: 2 });
});

test("slices are those of an operating system, and never more than a picture can show", () => {
  expect(sliceOf(jobs(4, 50))).toBe(4);
  expect(sliceOf(jobs(2000, 1000))).toBe(1000);
});
