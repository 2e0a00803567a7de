import { COMPUTE_LOCK } from "../../plan/models.ts";
import type { Plan } from "../../plan/plan.ts";
import {
  type LaneEvent,
  laneId,
  stepIndex,
  type TaskOutcome,
  type TaskState,
  type TraceEvent,
  taskId,
  type WaitKind,
} from "../../trace/types.ts";

/** at, code and step, task or lane, argument */
export const FACT_WIDTH = 4;

/** What a fact says. Task facts come first; the lane facts start at `STARTING`. */
export type FactCode = number & { readonly brand: "FactCode" };
export const QUEUED = 0 as FactCode;
export const RUNNING = 1 as FactCode; //   argument: lane
export const WAITING = 2 as FactCode; //   argument: kind of wait * PACK + held lane + 1
export const BLOCKED = 3 as FactCode; //   argument: resource index * PACK + held lane + 1
export const READY = 4 as FactCode;
export const SETTLED = 5 as FactCode; //   argument: outcome + 8 * (1 + index into texts)
export const STARTING = 6 as FactCode;
export const IDLE = 7 as FactCode;
export const PREEMPTED = 8 as FactCode;
export const RESUMED = 9 as FactCode;

const PACK = 4096; // more lanes than any run has
const CODES = 16; // more codes than there are
/** In place of a step: the fact is of none (see `StepIndex`). */
export const NO_STEP = -1;

export const WAIT_KINDS: readonly WaitKind[] = ["network", "database", "disk", "timer"];
const OUTCOMES: readonly TaskOutcome[] = ["done", "failed", "timed-out", "cancelled"];
const LANE_STATES = ["starting", "idle", "preempted", "resumed"] as const;

export const packCode = (code: FactCode, step: number): number => code + CODES * (step + 1);
export const packHeld = (index: number, lane: number): number => index * PACK + lane + 1;
export const packOutcome = (outcome: TaskOutcome, text: number): number =>
  OUTCOMES.indexOf(outcome) + 8 * (text + 1);

/** The step as a fact says it: none of a task that is past its last one. */
export const knownStep = (plan: Plan, task: number, step: number): number =>
  step < (plan.tasks[task]?.steps.length ?? 0) ? step : NO_STEP;

/** Names of what a task can be blocked on: resources, the compute lock, then channels. */
export function resourceNames(plan: Plan): string[] {
  return [...plan.resources.map((r) => r.id), COMPUTE_LOCK, ...plan.channels.map((c) => c.id)];
}

interface Decoded {
  readonly events: TraceEvent[];
  readonly laneEvents: LaneEvent[];
}

/** Facts as numbers -> facts as objects, in the order they were written. */
export function decodeFacts(
  facts: Float64Array,
  texts: readonly string[],
  names: readonly string[],
): Decoded {
  const events: TraceEvent[] = [];
  const laneEvents: LaneEvent[] = [];
  for (let i = 0; i + FACT_WIDTH <= facts.length; i += FACT_WIDTH) {
    const [at = 0, packed = 0, id = 0, argument = 0] = facts.subarray(i, i + FACT_WIDTH);
    const code = (packed % CODES) as FactCode;
    const lane = LANE_STATES[code - STARTING];
    if (lane !== undefined) laneEvents.push({ at, lane: laneId(id), state: lane });
    else {
      const state = decodeState(code, argument, texts, names);
      const step = stepIndex(Math.floor(packed / CODES) - 1);
      events.push({ at, task: taskId(id), state, step });
    }
  }
  return { events, laneEvents };
}

function decodeState(
  code: FactCode,
  argument: number,
  texts: readonly string[],
  names: readonly string[],
): TaskState {
  const index = Math.floor(argument / PACK);
  const held = (argument % PACK) - 1;
  const holds = held >= 0 ? { holds: laneId(held) } : {};
  switch (code) {
    case QUEUED:
      return { is: "queued" };
    case RUNNING:
      return { is: "running", lane: laneId(argument) };
    case WAITING:
      return { is: "waiting", on: WAIT_KINDS[index] ?? "timer", ...holds };
    case BLOCKED:
      return { is: "blocked", on: names[index] ?? "?", ...holds };
    case READY:
      return { is: "ready" };
    case SETTLED: {
      const error = texts[Math.floor(argument / 8) - 1];
      const outcome = OUTCOMES[argument % 8] ?? "failed";
      return { is: "settled", outcome, ...(error === undefined ? {} : { error }) };
    }
    default:
      throw new Error(`facts: there is no fact with code ${code}`);
  }
}
