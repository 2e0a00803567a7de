import { formatMs, formatShare } from "../../metrics/format.ts";
import { compute, planOf } from "../../plan/draft.ts";
import { knobValue } from "../knobs.ts";
import {
  comparison,
  formatTimes,
  lead,
  type Named,
  named,
  overview,
  sharedCores,
  timeIn,
  wholeOnly,
} from "../observations.ts";
import type { PlanBody } from "../scenario.ts";

/** Nominal: naive fib(38) makes 126 491 971 calls, about 0.5 s at 4 ns each. The engine puts in its own machine's figures. */
const FIB_38_MS = 500;
const PHI = (1 + Math.sqrt(5)) / 2;

/** fib(n), fib(n+1), fib(n+2) by naive recursion: work grows by phi from one to the next, and the third equals the first two. */
export const body: PlanBody = {
  kind: "plan",
  idea:
    "Three tasks compute fib(n), fib(n+1) and fib(n+2) the slow, recursive way. " +
    "Nothing waits: only more lanes can make it faster, and not by as much as their number.",
  question: {
    ask: "Three tasks on three lanes, with three free cores. How many times faster than one lane?",
    choices: ["1 time: no gain", "1.5 times", "2 times", "3 times"],
    right: 2,
    because:
      "fib(n+2) = fib(n+1) + fib(n), so the largest task is half of all the work. The run can't end before that task does.",
  },
  lanes: 3,
  knobs: [{ id: "n", label: "n", min: 24, max: 40, step: 1, default: 36 }],

  plan(knobs) {
    const n = knobValue(knobs, "n");
    const first = FIB_38_MS * PHI ** (n - 38);
    const second = first * PHI;
    // The sum, not first * PHI ** 2: the largest is half the work to the last bit, so the predicted speedup is exactly 2.
    return planOf(
      [first, second, first + second].map((estimate, i) => ({
        label: `fib(${n + i})`,
        kind: "fib",
        steps: [compute("fib", estimate, n + i)],
      })),
    );
  },

  saw(sides) {
    const all = named(sides);
    return [
      ...overview(all, "task"),
      ...comparison(all),
      ...wholeOnly(all).slice(-1).flatMap(largestShare),
      ...sharedCores(all),
    ];
  },

  why: [
    "Computing needs cores. On one lane the three tasks follow one another however they are scheduled; on three lanes they execute at the same instant. " +
      "That is **parallelism**.",
    "The time from start to end is the **makespan**. It can't be shorter than the longest task, which is half of the work here: the **speedup** is at most 2, " +
      "with three lanes or with thirty.",
    "To get further, the largest task must be split. The longest chain of work that can't be split is the **critical path**.",
  ],
  next: "matrix",
};

function largestShare(named: Named): string[] {
  const { trace } = named.side;
  const running = timeIn(trace, "running");
  const longest = Math.max(0, ...running);
  const sum = running.reduce((a, b) => a + b, 0);
  if (longest === 0) return [];
  const label = trace.tasks[running.indexOf(longest)]?.label ?? "one task";
  return [
    `${lead(named)}${label} alone executed for ${formatMs(longest)}, ${formatShare(longest / sum)} of the computing of all tasks: ` +
      `lanes alone can't make this work more than ${formatTimes(sum / longest)} times as fast.`,
  ];
}
