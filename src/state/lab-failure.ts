import { EngineError, type EngineErrorCode } from "../engine/interface.ts";

/** What went wrong and what to do about it, both as sentences for the person at the screen. */
export interface Failure {
  /** for programs: what an engine error is called, or that nobody foresaw it */
  readonly code: EngineErrorCode | "unexpected";
  readonly sentence: string;
  readonly advice: string;
}

const ADVICE: Readonly<Record<EngineErrorCode, string>> = {
  "no-workers": "Open this page in a current Chrome, Edge, Firefox or Safari to measure.",
  "worker-load":
    "Reload the page. If it happens again, the connection is down, the site is incomplete, or an extension or a proxy blocks its scripts.",
  "worker-lost": "Run again: lost workers are replaced. Fewer lanes need less memory.",
  "bad-plan": "Set the knobs back to their defaults (under More) and run again.",
  stopped: "Run again to measure.",
  busy: "Wait for the other run to end, then run again.",
  disposed: "Reload the page to measure again.",
};

/** Stopped before anything was measured: what the learner asked for, no failure. */
export const isStopped = (error: unknown): boolean =>
  error instanceof EngineError && error.code === "stopped";

/** Any thrown value as sentences. Results measured before stay where they are. */
export function failureOf(error: unknown): Failure {
  if (error instanceof EngineError) {
    return { code: error.code, sentence: error.message, advice: ADVICE[error.code] };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: "unexpected",
    sentence: `The run ended with an error: ${reason}`,
    advice: "Run again. If it happens again, please report it with the address of this page.",
  };
}
