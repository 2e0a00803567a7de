import { compute, planOf, type TaskDraft, times } from "../plan/draft.ts";
import { type ExecutionModel, type ModelId, modelById } from "../plan/models.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { checkTrace } from "../trace/check.ts";
import { sketch } from "../trace/sketch/sketch.ts";
import type { Ms, Trace } from "../trace/types.ts";
import type { PredictOptions } from "./options.ts";
import { predict } from "./predict.ts";

/** For tests and benchmarks only: short ways to say a plan, run it and look at what came out. */

export const cpu = (ms: Ms): Step => compute("hash", ms);

/** The same steps `count` times. */
export const requests = (count: number, ...steps: Step[]): Plan =>
  planOf(times(count, (i) => ({ label: `R${i + 1}`, kind: "request", steps })));

const IN_FLIGHT = 50;

/**
 * Stage 1 calls a service (100 ms, 50 in flight, timeout 200 ms, one retry) and puts what it got into a bounded
 * queue; stage 2 takes it from there and computes 2 ms. After five minutes everything is cancelled.
 * @param callMs how long call `i` takes
 */
export function pipeline(items: number, callMs: (i: number) => Ms = () => 100): Plan {
  const call = (i: number): TaskDraft => ({
    label: "call",
    kind: "call",
    retries: 1,
    steps: [
      { do: "acquire", resource: "in flight" },
      { do: "wait", on: "network", for: callMs(i), timeout: 200 },
      { do: "release", resource: "in flight" },
      { do: "put", channel: "queue" },
    ],
  });
  const item: TaskDraft = {
    label: "item",
    kind: "item",
    steps: [{ do: "take", channel: "queue" }, cpu(2)],
  };
  return planOf([...times(items, call), ...times(items, () => item)], {
    resources: [{ id: "in flight", capacity: IN_FLIGHT, whenFull: "block" }],
    channels: [{ id: "queue", capacity: 100 }],
    cancelAfter: 300_000,
  });
}

/** One task per draft, labelled A, B, C and so on. */
export const lettered = (drafts: readonly Partial<TaskDraft>[], rest: Partial<Plan> = {}): Plan =>
  planOf(
    drafts.map((draft, i) => ({
      label: String.fromCharCode(65 + i),
      kind: "task",
      steps: [],
      ...draft,
    })),
    rest,
  );

/** The prediction with every invariant of a trace checked; 4 lanes on 8 cores unless said otherwise. */
export function run(
  plan: Plan,
  model: ModelId | ExecutionModel,
  options: Partial<PredictOptions> = {},
): Trace {
  const record = typeof model === "string" ? modelById(model) : model;
  const { trace } = predict(plan, record, { lanes: 4, cores: 8, ...options });
  checkTrace(trace);
  return trace;
}

export const ends = (trace: Trace): Ms[] => trace.settled.map((s) => s.at);
export const outcomes = (trace: Trace): string[] => trace.settled.map((s) => s.outcome);
export const byThread = (trace: Trace, msPerChar = 1): string[] =>
  sketch(trace, { by: "thread", msPerChar }).trimEnd().split("\n");
export const byTask = (trace: Trace, msPerChar = 1): string[] =>
  sketch(trace, { by: "task", msPerChar }).trimEnd().split("\n");

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + v, 0) / values.length;
