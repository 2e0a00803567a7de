import { releaseTimes } from "../../metrics/counts.ts";
import { counted, formatMs } from "../../metrics/format.ts";
import { compute, planOf, times } from "../../plan/draft.ts";
import { knobValue } from "../knobs.ts";
import { lead, named, overview, wholeOnly } from "../observations.ts";
import type { PlanBody, Side } from "../scenario.ts";

const REQUESTS = 20;
const EVERY_MS = 10;
const CPU_MS = 2;
/** The third: two have shown what is normal before it comes. */
const SLOW = 2;

/** 20 requests of 2 ms CPU, one every 10 ms; the third computes for `slow` ms. */
export const body: PlanBody = {
  kind: "plan",
  idea:
    "Twenty small requests arrive, one every 10 ms, and need 2 ms of computing each; the third computes for much longer. " +
    "Who else has to wait?",
  question: {
    ask: "Request 3 computes for 300 ms on an event loop. What happens to the requests that arrive meanwhile?",
    choices: [
      "Nothing: the loop takes turns between them",
      "They all wait until request 3 is finished",
      "They take twice as long",
    ],
    right: 1,
    because:
      "An event loop changes tasks only where a task waits or yields. A computation does neither, so nothing else runs until it ends.",
  },
  lanes: 2,
  knobs: [
    { id: "slow", label: "Slow request", unit: "ms", min: 2, max: 1000, step: 1, default: 300 },
  ],

  plan(knobs) {
    const small = compute("hash", CPU_MS);
    const slow = compute("primes", knobValue(knobs, "slow"));
    return planOf(
      times(REQUESTS, (i) => ({
        label: `Request ${i + 1}`,
        kind: i === SLOW ? "slow request" : "request",
        releaseAt: i * EVERY_MS,
        steps: [i === SLOW ? slow : small],
      })),
    );
  },

  saw(sides) {
    const all = named(sides);
    const whole = wholeOnly(all);
    return [...overview(all, "request"), ...whole.map((n) => `${lead(n)}${meanwhile(n.side)}`)];
  },

  why: [
    "An event loop is **cooperative**: a task keeps the lane until it waits, yields or ends. While one computes, no other request is read, answered or timed out. " +
      "The loop is **blocked**.",
    "With a **worker pool** the loop hands every computation to another thread and stays free. The slow request takes as long as before; " +
      "the others no longer notice it, as long as a thread of the pool is free.",
    "The **mean** hides this. Look at the 95th percentile of the **latency** (p95): what 19 of 20 requests stay below.",
  ],
  next: "two-tasks",
};

/** What became of the requests that arrived while the slow one executed, and the p95 of all. */
function meanwhile({ trace, metrics }: Side): string {
  const slow = trace.spans.filter((s) => s.task === SLOW && s.state.is === "running");
  const from = slow[0]?.start ?? 0;
  const to = slow.at(-1)?.end ?? 0;
  const arrived = [...releaseTimes(trace).entries()].filter(
    ([task, at = Number.NaN]) => task !== SLOW && at >= from && at < to,
  );
  const answered = arrived.filter(([task]) => (trace.settled[task]?.at ?? to) < to);
  return (
    `${counted(arrived.length, "other request")} arrived in the ${formatMs(to - from)} in which request ${SLOW + 1} computed, ` +
    `and ${answered.length} of them had an answer before it ended; p95 latency ${formatMs(metrics.latency.p95)}.`
  );
}
