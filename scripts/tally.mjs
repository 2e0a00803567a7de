/**
 * How a runner ended.
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/** @type {Tally} */
const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/**
 * A step that either works or does not: the types, the build, the size budget.
 * @param {number | null} exit
 * @returns {Tally}
 */
export const oneStep = (exit) => ({ ...NOTHING, [exit === 0 ? "passed" : "failed"]: 1 });

/**
 * What a runner reported, made honest: one that crashed, reported nothing, or ran nothing has failed.
 * @param {number | null} exit
 * @param {Tally | undefined} reported undefined: no report was written
 * @returns {Tally}
 */
export function settle(exit, reported) {
  const { passed, failed, skipped } = reported ?? NOTHING;
  const ranNothing = passed + failed === 0;
  const wentWrong = exit !== 0 || ranNothing;
  return { passed, failed: wentWrong ? Math.max(failed, 1) : failed, skipped };
}

/**
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number }} report
 *   of `vitest --reporter=json`
 * @returns {Tally}
 */
export const fromVitest = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + (report.numTodoTests ?? 0),
});

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} report
 *   of Playwright's json reporter; a flaky test counts as failed
 * @returns {Tally}
 */
export const fromPlaywright = ({ stats }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  skipped: stats.skipped,
});

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export const total = (tallies) =>
  tallies.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    NOTHING,
  );

/**
 * The one plain line a person or a script looks for.
 * @param {Tally} tally
 */
export const line = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
