import { compute, planOf, type TaskDraft, times } from "../scenario/build.ts";
import { type ExecutionModel, type ModelId, modelById } from "../scenario/models.ts";
import type { Plan, Step } from "../scenario/plan.ts";
import { checkTrace } from "../trace/check.ts";
import { sketch } from "../trace/sketch.ts";
import type { Ms, Trace } from "../trace/types.ts";
import type { PredictOptions } from "./options.ts";
import { predict } from "./predict.ts";

/** For tests only: short ways to say a plan, run it and look at what came out. */

export const cpu = (ms: Ms): Step => compute("hash", ms);

/** The same steps `count` times. */
export const requests = (count: number, ...steps: Step[]): Plan =>
  planOf(times(count, (i) => ({ label: `R${i + 1}`, kind: "request", steps })));

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
