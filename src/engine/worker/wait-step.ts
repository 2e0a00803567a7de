import type { Step } from "../../plan/plan.ts";
import type { Ms } from "../../trace/types.ts";

export type WaitStep = Extract<Step, { do: "wait" }>;

/** How a wait will end: after `ms`, and with `error` if that is its timeout. */
export function endOfWait(step: WaitStep): { ms: Ms; error?: string } {
  if (step.timeout === undefined || step.for <= step.timeout) return { ms: step.for };
  return { ms: step.timeout, error: `No answer within ${step.timeout} ms.` };
}
