import { formatMs } from "../../metrics/format.ts";
import { compute, planOf, times, wait } from "../../plan/draft.ts";
import { knobValue } from "../knobs.ts";
import { latencies, lead, named, overview, timeIn, wholeOnly } from "../observations.ts";
import type { PlanBody, Side } from "../scenario.ts";

const REQUESTS = 10;
const CPU_MS = 2;
const QUERY_MS = 50;
/** The second: one shows what is normal before it comes. */
const SLOW = 1;

/** 10 requests, one every `arrivals` ms: 2 ms CPU + 50 ms query, the second query takes `slow` ms. */
export const body: PlanBody = {
  kind: "plan",
  idea:
    "Ten requests arrive one after another. Each computes for 2 ms and waits 50 ms for the database; the query of the second takes far longer. " +
    "Who is late?",
  question: {
    ask: "The query of request 2 takes 800 ms. On an event loop, which requests answer late?",
    choices: ["All that come after it", "Only request 2", "All ten", "None"],
    right: 1,
    because:
      "A waiting request frees the lane, so the others go on. One at a time, all eight that come after it stand in line behind it.",
  },
  knobs: [
    { id: "slow", label: "Slow query", unit: "ms", min: 50, max: 2000, step: 10, default: 800 },
    {
      id: "arrivals",
      label: "One request every",
      unit: "ms",
      min: 0,
      max: 100,
      step: 5,
      default: 20,
    },
  ],

  plan(knobs) {
    const arrivals = knobValue(knobs, "arrivals");
    const slow = knobValue(knobs, "slow");
    return planOf(
      times(REQUESTS, (i) => ({
        label: `Request ${i + 1}`,
        kind: i === SLOW ? "slow request" : "request",
        releaseAt: i * arrivals,
        steps: [compute("hash", CPU_MS), wait("database", i === SLOW ? slow : QUERY_MS)],
      })),
    );
  },

  saw(sides) {
    const all = named(sides);
    const others = wholeOnly(all).map((n) => `${lead(n)}${slowAgainstOthers(n.side)}`);
    return [...overview(all, "request"), ...others];
  },

  why: [
    "A model that runs one task at a time **blocks** on each query: it holds the only lane until the answer comes. " +
      "Requests behind a slow one wait although they have nothing to do with it. That is **head-of-line blocking**.",
    "An event loop starts the query, frees the lane and takes the next request. The slow query costs time to its own request alone.",
    "The time from arrival to answer is the **latency**. A single slow request can spoil the latency of all others, while the loop has almost nothing to do.",
  ],
  next: "hundred-requests",
};

function slowAgainstOthers({ trace }: Side): string {
  const latency = latencies(trace);
  const queueing = timeIn(trace, "queued", "ready");
  const others = trace.tasks.map((t): number => t.id).filter((id) => id !== SLOW);
  const worst = others.reduce((a, b) => ((latency[b] ?? 0) > (latency[a] ?? 0) ? b : a), 0);
  return (
    `request ${SLOW + 1} took ${formatMs(latency[SLOW] ?? 0)}; ` +
    `of the others the slowest was request ${worst + 1} with ${formatMs(latency[worst] ?? 0)}, ` +
    `${formatMs(queueing[worst] ?? 0)} of it in line for a lane.`
  );
}
