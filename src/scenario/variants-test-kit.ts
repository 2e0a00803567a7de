import { compute, planOf, times, wait } from "../plan/draft.ts";
import { knobChoice, knobSwitch, knobValue } from "./knobs.ts";
import { comparison, named, overview } from "./observations.ts";
import type { PlanScenario } from "./scenario.ts";

/**
 * Made up: two calls to a slow service, without a timeout or with one of 30 ms, after which the answer is made up from
 * what is known. Has variants and every kind of knob. What is answered differs, so the times make no ratio.
 */
export const calls: PlanScenario = {
  kind: "plan",
  id: "calls",
  group: "Waiting",
  title: "Two slow calls",
  idea: "Two calls wait for a slow service.",
  question: { ask: "How long?", choices: ["30 ms", "90 ms"], right: 1, because: "It waits." },
  models: ["event-loop", "event-loop"],
  knobs: [
    { id: "latency", label: "Latency", unit: "ms", min: 10, max: 200, step: 10, default: 90 },
    {
      is: "choice",
      id: "policy",
      label: "After a timeout",
      options: [
        { value: "partial", label: "answer in part" },
        { value: "fallback", label: "fall back" },
      ],
      default: "partial",
    },
    { is: "switch", id: "retries", label: "Retry once", default: false },
  ],
  variants: {
    label: "Timeout",
    all: [
      { id: "none", label: "no timeout" },
      { id: "short", label: "30 ms" },
    ],
    sides: ["none", "short"],
    comparable: false,
  },
  plan(knobs, _seed, variant = "none") {
    const latency = knobValue(knobs, "latency");
    const call = wait("network", variant === "short" ? Math.min(30, latency) : latency);
    const steps = [
      call,
      ...(knobSwitch(knobs, "retries") ? [call] : []),
      ...(variant === "short" && knobChoice(knobs, "policy") === "fallback"
        ? [compute("hash", 2)]
        : []),
    ];
    return planOf(times(2, (i) => ({ label: `Call ${i + 1}`, kind: "call", steps })));
  },
  saw(sides) {
    const all = named(sides);
    return [...overview(all, "call"), ...comparison(all)];
  },
  why: ["Whoever waits without a **timeout** waits for the slowest."],
  next: "calls",
};

/** The same, where the scenario's author says that a ratio of the times makes sense. */
export const comparableCalls: PlanScenario = {
  ...calls,
  id: "comparable-calls",
  ...(calls.variants && { variants: { ...calls.variants, comparable: true } }),
};
