import { compute, planOf, times, yieldLane } from "../../plan/draft.ts";
import type { Trace } from "../../trace/types.ts";
import { knobValue } from "../knobs.ts";
import {
  capital,
  comparison,
  type Named,
  named,
  overview,
  peakOf,
  wholeOnly,
} from "../observations.ts";
import type { PlanBody, Side } from "../scenario.ts";

/** Two tasks of `pieces` computations each, with a yield between two pieces: A1 B1 A2 B2 on an event loop. */
export const body: PlanBody = {
  kind: "plan",
  idea:
    "Tasks A and B each compute in pieces and pause between them. " +
    "One lane can take turns between the two; two lanes can run both at the same time.",
  question: {
    ask: "A and B need 200 ms of computing each. How long does an event loop take for both?",
    choices: ["200 ms", "300 ms", "400 ms"],
    right: 2,
    because:
      "Both tasks are in progress at once, but one lane executes one piece at a time: 4 pieces of 100 ms take 400 ms.",
  },
  lanes: 2,
  knobs: [
    { id: "pieces", label: "Pieces per task", min: 1, max: 10, step: 1, default: 2 },
    {
      id: "piece",
      label: "Length of a piece",
      unit: "ms",
      min: 5,
      max: 300,
      step: 5,
      default: 100,
    },
  ],

  plan(knobs) {
    const pieces = knobValue(knobs, "pieces");
    const piece = compute("mandelbrot", knobValue(knobs, "piece"));
    const steps = times(pieces, (i) => (i === 0 ? [piece] : [yieldLane, piece])).flat();
    return planOf(["A", "B"].map((label) => ({ label, kind: "task", steps })));
  },

  saw(sides) {
    const all = named(sides);
    return [...overview(all, "task"), ...turns(all), ...comparison(all)];
  },

  why: [
    "**In progress** counts tasks that have started and not yet ended. **Executing** counts lanes that are computing at this instant. " +
      "The first is **concurrency**, the second is **parallelism**.",
    "An event loop has one lane. At each pause it may take up the other task, so both make progress, yet the computing still adds up: " +
      "taking turns saves no time when there is nothing but computing to do.",
    "A pool with two lanes executes A and B at the same instant. Each still needs its own time, so the work ends in about half of it, " +
      "as long as two cores are free.",
  ],
  next: "four-cases",
};

/** What the two tasks did to one another: one sentence for all sides that finished. */
function turns(sides: readonly Named[]): string[] {
  const parts = wholeOnly(sides).map(({ side, where }) => `${where}, ${relation(side)}`);
  return parts.length === 0 ? [] : [`${capital(parts.join("; "))}.`];
}

function relation({ trace, metrics }: Side): string {
  if (metrics.executingPeak > 1) return "A and B executed at the same instant";
  if (peakOf(trace, "running") > 1) return "A and B ran on two lanes, but took turns on one core";
  const order = runOrder(trace);
  if (order.length <= 2) return `${order[0]} had done all its computing before ${order[1]} began`;
  return `they took turns: ${order.slice(0, 8).join(" ")}${order.length > 8 ? " …" : ""}`;
}

/** The labels in the order in which they executed; pieces that follow one another in the same task count once. */
function runOrder({ spans, tasks }: Trace): string[] {
  return spans
    .filter((s) => s.state.is === "running")
    .map((s) => tasks[s.task]?.label ?? "")
    .filter((label, i, labels) => label !== labels[i - 1]);
}
