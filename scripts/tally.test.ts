import { describe, expect, test } from "vitest";
import { fromPlaywright, fromVitest, line, oneStep, settle, total } from "./tally.mjs";

const tally = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped });

describe("settle", () => {
  test("believes a runner that ended well", () => {
    expect(settle(0, tally(3, 0, 1))).toEqual(tally(3, 0, 1));
  });

  test.each([
    ["crashed after its tests had passed", 1, tally(3), tally(3, 1)],
    ["was killed", null, tally(3), tally(3, 1)],
    ["wrote no report", 0, undefined, tally(0, 1)],
    ["ran nothing", 0, tally(0), tally(0, 1)],
    ["skipped everything", 0, tally(0, 0, 4), tally(0, 1, 4)],
    ["failed", 1, tally(3, 2), tally(3, 2)],
  ])("counts a failure where a runner %s", (_, exit, reported, settled) => {
    expect(settle(exit, reported)).toEqual(settled);
  });
});

test("a step counts once", () => {
  expect(oneStep(0)).toEqual(tally(1));
  expect(oneStep(2)).toEqual(tally(0, 1));
  expect(oneStep(null)).toEqual(tally(0, 1));
});

test("reads each runner's own report", () => {
  const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(fromVitest(vitest)).toEqual(tally(5, 1, 3));
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
  expect(fromPlaywright({ stats })).toEqual(tally(4, 2, 2));
});

test("ends in one plain line, which speaks of skipped tests only where there are any", () => {
  expect(line(total([tally(3, 1), tally(2)]))).toBe("5 passed, 1 failed");
  expect(line(total([tally(3), tally(2, 0, 1)]))).toBe("5 passed, 0 failed, 1 skipped");
  expect(line(total([]))).toBe("0 passed, 0 failed");
});
