import { formatMs } from "../../metrics/format.ts";
import { planOf, wait } from "../../plan/draft.ts";
import { taskId } from "../../trace/types.ts";
import { knobValue } from "../knobs.ts";
import { capital, comparison, named, overview, timeIn, wholeOnly } from "../observations.ts";
import type { Knob, PlanBody, Side } from "../scenario.ts";

const SERVICES = [
  { id: "prices", label: "Prices", default: 80 },
  { id: "stock", label: "Stock", default: 120 },
  { id: "reviews", label: "Reviews", default: 200 },
] as const;

const latencyKnob = (service: (typeof SERVICES)[number]): Knob => ({
  ...service,
  unit: "ms",
  min: 10,
  max: 1000,
  step: 10,
});

/**
 * One request calls three services and joins their answers. Calls are waits alone, and the join has no step of its
 * own (it settles when the last answer is there), so the time is exactly the sum or the slowest call.
 */
export const body: PlanBody = {
  kind: "plan",
  idea:
    "To answer one request, three services are called and their answers are joined. " +
    "None of the calls needs the answer of another.",
  question: {
    ask: "The calls take 80, 120 and 200 ms. When can the request be answered, if all three start at once?",
    choices: [
      "After 80 ms, the fastest",
      "After 133 ms, the mean",
      "After 200 ms, the slowest",
      "After 400 ms, the sum",
    ],
    right: 2,
    because:
      "The join needs all three answers. Calls that wait at the same time cost the time of the slowest, not the sum.",
  },
  knobs: SERVICES.map(latencyKnob),

  plan(knobs) {
    const calls = SERVICES.map(({ id, label }) => ({
      label,
      kind: "call",
      steps: [wait("network", knobValue(knobs, id))],
    }));
    return planOf([
      ...calls,
      { label: "Join", kind: "join", steps: [], after: calls.map((_, i) => taskId(i)) },
    ]);
  },

  saw(sides) {
    const all = named(sides);
    const told = wholeOnly(all).map(({ side, where }) => `${where}, ${callsAgainstAnswer(side)}`);
    const calls = told.length === 0 ? [] : [`${capital(told.join("; "))}.`];
    return [...overview(all, "task"), ...calls, ...comparison(all)];
  },

  why: [
    "Calls that don't depend on one another can wait at the same time: start all, then wait for all. That is **fan-out** and **join** " +
      "(Promise.all in JavaScript, asyncio.gather in Python, a WaitGroup in Go).",
    "One after the other, waits add up. Together, they cost as much as the slowest: the longest chain from start to end, the **critical path**.",
    "No call computes here, so a single lane is enough: **concurrency**, with next to nothing executing.",
  ],
  next: "fib",
};

/** All waiting of the calls in sum, the longest of them, and when the join had them all. */
function callsAgainstAnswer({ trace }: Side): string {
  const waits = timeIn(trace, "waiting");
  const sum = waits.reduce((a, b) => a + b, 0);
  const join = trace.settled.at(-1)?.at ?? trace.duration;
  return (
    `the calls waited ${formatMs(sum)} in sum and ${formatMs(Math.max(0, ...waits))} at the longest, ` +
    `and the answer was there after ${formatMs(join)}`
  );
}
