import { compute, planOf, times, wait } from "../../plan/draft.ts";
import { knobValue } from "../knobs.ts";
import {
  capital,
  comparison,
  listed,
  type Named,
  named,
  overview,
  peakOf,
  sharedCores,
  wholeOnly,
} from "../observations.ts";
import type { PlanBody, Side } from "../scenario.ts";

const TASKS = 8;

/** The same 8 tasks (wait, then compute) under all four models of the 2x2. */
export const body: PlanBody = {
  kind: "plan",
  idea:
    "Eight tasks each wait for an answer and then compute with it. " +
    "Two switches make four ways to run them: one lane or several, and whether a waiting task keeps its lane.",
  question: {
    ask: "Each of the 8 tasks waits 100 ms and computes 50 ms. Which model needs the least time?",
    choices: [
      "Event loop: one lane, waiting frees it",
      "Thread pool: four lanes, waiting holds them",
      "M:N scheduler: four lanes, waiting frees them",
      "All but one at a time take the same",
    ],
    right: 2,
    because:
      "Only the M:N scheduler overlaps both: all 8 waits at once (100 ms), then 2 rounds of 50 ms on 4 lanes. That makes 200 ms.",
  },
  lanes: 4,
  knobs: [
    { id: "wait", label: "Wait per task", unit: "ms", min: 0, max: 500, step: 10, default: 100 },
    {
      id: "compute",
      label: "Computing per task",
      unit: "ms",
      min: 0,
      max: 200,
      step: 5,
      default: 50,
    },
  ],

  plan(knobs) {
    const waiting = knobValue(knobs, "wait");
    const computing = knobValue(knobs, "compute");
    const steps = [
      ...(waiting > 0 ? [wait("network", waiting)] : []),
      ...(computing > 0 ? [compute("primes", computing)] : []),
    ];
    return planOf(times(TASKS, (i) => ({ label: `Task ${i + 1}`, kind: "task", steps })));
  },

  saw(sides) {
    const all = named(sides);
    const most = [
      mostAtOnce(all, "waits", ({ trace }) => peakOf(trace, "waiting")),
      mostAtOnce(all, "computations", ({ metrics }) => metrics.executingPeak),
    ].filter((text) => text !== "");
    const overlap = most.length === 0 ? [] : [`${capital(most.join("; "))}.`];
    return [...overview(all, "task"), ...overlap, ...comparison(all), ...sharedCores(all)];
  },

  why: [
    "The first switch is the number of lanes: with more than one, computing happens in **parallel**. " +
      "The second is what a waiting task does with its lane: it **blocks** (holds it) or it is **non-blocking** (frees it).",
    "Turn computing to 0 and the two models that free the lane win: waits need no lane. Turn waiting to 0 and the two models with several lanes win: " +
      "computing needs a lane and a core.",
    "Real runtimes are these four and mixtures of them: a plain script, Node.js, a Java thread pool, Go.",
  ],
  next: "one-slow-query",
};

/** Where the figure was largest; nothing where nothing overlapped anywhere, or all sides had the same. */
function mostAtOnce(sides: readonly Named[], what: string, figure: (side: Side) => number): string {
  const figures = wholeOnly(sides).map((n) => ({ where: n.where, value: figure(n.side) }));
  const most = Math.max(0, ...figures.map((f) => f.value));
  const top = figures.filter((f) => f.value === most);
  if (most < 2 || top.length === figures.length) return "";
  return `the most ${what} at once, ${most}, were ${listed(top.map((f) => f.where))}`;
}
