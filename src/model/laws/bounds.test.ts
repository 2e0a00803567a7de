import { describe, expect, test } from "vitest";
import type { Plan } from "../../plan/plan.ts";
import { type Ms, taskId } from "../../trace/types.ts";
import { cpu, lettered, run } from "../model-test-kit.ts";
import {
  criticalPath,
  grahamBound,
  lowerBound,
  lptRatio,
  lptSchedule,
  totalCompute,
} from "./bounds.ts";

type Arc = readonly [before: number, after: number];

/** A list schedule: the lane that is free takes the first job of the list that is ready. Jobs count from 1. */
function listPlan(lengths: readonly Ms[], arcs: readonly Arc[], list?: readonly number[]): Plan {
  const place = (job: number) => (list ?? lengths.map((_, i) => i + 1)).indexOf(job);
  return lettered(
    lengths.map((length, i) => ({
      steps: [cpu(length)],
      after: arcs.filter(([, after]) => after === i + 1).map(([before]) => taskId(before - 1)),
      priority: place(i + 1),
    })),
  );
}
const makespan = (plan: Plan, lanes: number): Ms =>
  run(plan, "thread-pool", { lanes, discipline: "priority" }).duration;

/**
 * R. L. Graham, "Bounds on multiprocessing timing anomalies", SIAM J. Applied Mathematics 17(2), 1969, figures 3 to 8:
 * every change that should help makes it worse.
 */
describe("Graham's anomalies", () => {
  const lengths = [3, 2, 2, 2, 4, 4, 4, 4, 9];
  const arcs: Arc[] = [
    [1, 9],
    [4, 5],
    [4, 6],
    [4, 7],
    [4, 8],
  ];

  test("the schedule itself: 12, the best there is", () => {
    const plan = listPlan(lengths, arcs);
    expect(makespan(plan, 3)).toBe(12);
    expect(lowerBound(plan, 3)).toBe(12);
  });
  test("another order of the list: 14", () => {
    expect(makespan(listPlan(lengths, arcs, [1, 2, 4, 5, 6, 3, 9, 7, 8]), 3)).toBe(14);
  });
  test("a fourth lane: 15", () => {
    expect(makespan(listPlan(lengths, arcs), 4)).toBe(15);
  });
  test("every job 1 shorter: 13", () => {
    expect(
      makespan(
        listPlan(
          lengths.map((l) => l - 1),
          arcs,
        ),
        3,
      ),
    ).toBe(13);
  });
  test("two constraints fewer: 16", () => {
    const fewer = arcs.filter(([before, after]) => before !== 4 || after > 6);
    expect(makespan(listPlan(lengths, fewer), 3)).toBe(16);
  });
});

test("Graham's bound is reached: 2 - 1/n, with n(n-1) jobs of 1 before one of n (Graham 1966)", () => {
  const lanes = 4;
  const lengths = [...new Array<Ms>(lanes * (lanes - 1)).fill(1), lanes];
  expect(makespan(listPlan(lengths, []), lanes)).toBe(2 * lanes - 1);
  expect(grahamBound(lanes * lanes, lanes, lanes)).toBe(2 * lanes - 1);
});

test("LPT's bound is reached: 4/3 - 1/(3n), with 5, 5, 4, 4, 3, 3, 3 on three lanes (Graham 1969)", () => {
  const lengths = [5, 5, 4, 4, 3, 3, 3];
  const { makespan: lpt, slots } = lptSchedule(lengths, 3);
  expect(lpt).toBe(11); // the best is 9: 5 + 4, 5 + 4, 3 + 3 + 3
  expect(lpt / 9).toBeCloseTo(lptRatio(3), 12);
  expect(slots.map((s) => `${s.job}@${s.lane}`).join(" ")).toBe("0@0 1@1 2@2 3@2 4@0 5@1 6@0");
  expect(run(listPlan(lengths, []), "thread-pool", { lanes: 3 }).duration).toBe(11);
});

test("Brent: a sum of 16 numbers as a tree needs at most work / p + span steps (CLRS section 27.1)", () => {
  // 8 pairs, 4, 2, 1: 15 additions of 1 ms, 4 levels
  const arcs: Arc[] = [];
  for (let parent = 9; parent <= 15; parent += 1) {
    arcs.push([2 * (parent - 8) - 1, parent], [2 * (parent - 8), parent]);
  }
  const plan = listPlan(new Array<Ms>(15).fill(1), arcs);
  expect(totalCompute(plan)).toBe(15);
  expect(criticalPath(plan)).toBe(4);
  const times = [1, 2, 3, 4, 8, 100].map((lanes) => makespan(plan, lanes));
  expect(times).toEqual([15, 8, 6, 5, 4, 4]);
  for (const [i, lanes] of [1, 2, 3, 4, 8, 100].entries()) {
    expect(times[i]).toBeLessThanOrEqual(grahamBound(15, 4, lanes));
    expect(times[i]).toBeGreaterThanOrEqual(lowerBound(plan, lanes));
  }
});

test("fib(n), fib(n+1), fib(n+2) cap at a speedup of 2: the longest is half the work", () => {
  const plan = listPlan([30, 50, 80], []);
  expect(run(plan, "event-loop").duration / run(plan, "thread-pool", { lanes: 3 }).duration).toBe(
    2,
  );
  expect(lowerBound(plan, 100)).toBe(80);
});

test("a critical path of 50 000 tasks does not overflow the stack", () => {
  const count = 50_000;
  const plan: Plan = {
    resources: [],
    channels: [],
    tasks: Array.from({ length: count }, (_, i) => ({
      id: taskId(i),
      label: "t",
      kind: "t",
      releaseAt: 0,
      steps: [cpu(1)],
      after: i + 1 < count ? [taskId(i + 1)] : [],
    })),
  };
  expect(criticalPath(plan)).toBe(count);
});
