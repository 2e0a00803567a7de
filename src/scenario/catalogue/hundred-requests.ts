import { formatShare } from "../../metrics/format.ts";
import { compute, planOf, times, wait } from "../../plan/draft.ts";
import { between, randomFrom } from "../../plan/random.ts";
import { knobValue } from "../knobs.ts";
import { comparison, listed, named, overview, wholeOnly } from "../observations.ts";
import type { PlanBody } from "../scenario.ts";

/** CPU before and after the query, each. */
const CPU_MS = 0.5;

/** 100 requests at once, each 0.5 ms CPU, a query of 20 ms, 0.5 ms CPU. */
export const body: PlanBody = {
  kind: "plan",
  idea:
    "A hundred requests arrive together. Each computes for 0.5 ms, waits for a database query, and computes for 0.5 ms again. " +
    "Almost all of a request is waiting.",
  question: {
    ask: "One at a time, the hundred requests take 2.1 s. How long does an event loop take, with a single lane?",
    choices: [
      "About 2.1 s: there is only one lane",
      "About 1 s",
      "About 0.1 s",
      "About 20 ms, one query",
    ],
    right: 2,
    because:
      "The queries wait at the same time, and a waiting request needs no lane. What is left is 100 times 1 ms of computing on one lane: 100 ms.",
  },
  knobs: [
    { id: "requests", label: "Requests", min: 1, max: 300, step: 1, default: 100 },
    { id: "query", label: "Query", unit: "ms", min: 0, max: 100, step: 1, default: 20 },
    {
      id: "spread",
      label: "Query varies by up to ±",
      unit: "ms",
      min: 0,
      max: 50,
      step: 1,
      default: 0,
    },
  ],

  plan(knobs, seed) {
    const random = randomFrom(seed);
    const query = knobValue(knobs, "query");
    // A query takes no less than no time, so it varies by no more than its own length.
    const spread = Math.min(query, knobValue(knobs, "spread"));
    const cpu = compute("hash", CPU_MS);
    return planOf(
      times(knobValue(knobs, "requests"), (i) => ({
        label: `Request ${i + 1}`,
        kind: "request",
        steps: [cpu, wait("database", between(random, query - spread, query + spread)), cpu],
      })),
    );
  },

  saw(sides) {
    const all = named(sides);
    const shares = wholeOnly(all).map(
      ({ side, where }) => `${formatShare(side.metrics.utilisation.mean)} of the time ${where}`,
    );
    const told = shares.length === 0 ? [] : [`Lanes were executing for ${listed(shares)}.`];
    return [...overview(all, "request"), ...told, ...comparison(all)];
  },

  why: [
    "A request that waits for a database needs no core. What it may need is a lane: a model that **blocks** keeps the lane for the request " +
      "until the answer is there, a **non-blocking** one frees it for the next request.",
    "On the event loop all requests are **in progress** while at most one is **executing**. Their queries wait together, so the time of the whole is the " +
      "computing of all requests, or one query, whichever is longer.",
    "This is **concurrency** without **parallelism**: no second core is used. Many threads would get there too, one for each waiting request; " +
      "each costs memory while it does nothing.",
  ],
  next: "fan-out",
};
