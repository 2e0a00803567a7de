import { expect, test } from "vitest";
import { compute, planOf } from "../scenario/build.ts";
import { createPace, stepsOf } from "./pace.ts";

test("every retry counts", () => {
  const plan = planOf([
    { label: "a", kind: "a", steps: [compute("fib", 1), compute("fib", 1)], retries: 2 },
    { label: "b", kind: "b", steps: [] },
  ]);
  expect(stepsOf(plan)).toBe(10);
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
