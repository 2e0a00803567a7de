import { expect, test } from "vitest";
import { compute, planOf } from "../../plan/draft.ts";
import { modelById } from "../../plan/models.ts";
import { createPace, stepsOf, workOf } from "./pace.ts";

test("every retry counts", () => {
  const plan = planOf([
    { label: "a", kind: "a", steps: [compute("fib", 1), compute("fib", 1)], retries: 2 },
    { label: "b", kind: "b", steps: [] },
  ]);
  expect(stepsOf(plan)).toBe(10);
});

test("what is cut into slices counts with its overheads, and lock intervals as long as they are", () => {
  const tasks = [1, 2].map((i) => ({ label: `${i}`, kind: "a", steps: [compute("fib", 5)] }));
  const plan = planOf(tasks.map((task) => ({ ...task, payload: 2 ** 20 })));
  const shared = { plan, model: modelById("thread-pool"), lanes: 2, cores: 1, quantum: 1 };
  expect(workOf(shared)).toBe(4 + 2 * 10);
  expect(workOf({ ...shared, costs: { startLane: 30, switch: 1, copyPerMiB: 2 } })).toBe(
    4 + 2 * (10 + 60 + 4 * 3),
  );
  const gil = { ...shared, model: modelById("gil-threads"), cores: 2 };
  expect(workOf({ ...gil, lockSwitchInterval: 0.5 })).toBe(4 + 2 * 20);
});

test("the best of several measurements counts, so that a busy moment slows nothing for ever", () => {
  const pace = createPace();
  for (const ms of [900, 800, 20]) pace.took(5000, ms);
  expect(pace.isSlow(10_000)).toBe(false);
  expect(pace.isSlow(15_000)).toBe(true);
});

test("a few, and small plans, say nothing; but very large work is always slow", () => {
  const pace = createPace();
  for (const ms of [900, 800]) pace.took(5000, ms);
  for (let i = 0; i < 9; i++) pace.took(4999, 900);
  expect(pace.isSlow(10_000)).toBe(false);
  expect(pace.isSlow(200_000)).toBe(true);
});
