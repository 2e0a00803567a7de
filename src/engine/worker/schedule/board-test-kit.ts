import type { ModelId } from "../../../plan/models.ts";
import { modelById } from "../../../plan/models.ts";
import type { Plan, Step } from "../../../plan/plan.ts";
import { SETTLED as SETTLED_FACT } from "../facts.ts";
import type { Tracer } from "../tracer.ts";
import { takeNext } from "./assignment.ts";
import {
  at,
  BLOCKED,
  boardBytes,
  dimsOf,
  initBoard,
  isOver,
  SETTLED,
  statusOf,
  viewBoard,
} from "./board.ts";
import * as core from "./core.ts";
import { type Core, dependentsOf } from "./core-record.ts";
import { couple } from "./resources.ts";
import { settleStuck } from "./stuck.ts";
import { topologyOf } from "./topology.ts";

interface Fact {
  at: number;
  code: number;
  id: number;
}

/** A core over its own board, whose facts are kept. */
export function open(plan: Plan, model: ModelId, lanes: number) {
  const dims = dimsOf(plan, lanes);
  const b = viewBoard(new ArrayBuffer(boardBytes(dims)), dims);
  initBoard(b, plan);
  const facts: Fact[] = [];
  const outcomes: string[] = [];
  const tracer: Tracer = {
    count: 0,
    fact: (when, code, id) => void facts.push({ at: when, code, id }),
    settled(when, task, outcome) {
      facts.push({ at: when, code: SETTLED_FACT, id: task });
      outcomes[task] = outcome;
    },
    flush() {},
    flushIfDue() {},
  };
  const c: Core = {
    b,
    plan,
    tracer,
    topology: topologyOf(modelById(model), lanes, plan.tasks.length),
    dependents: dependentsOf(plan),
    notify() {},
  };
  core.releaseInitial(c, 0);
  return { b, c, facts, outcomes };
}

/**
 * Pool threads on a clock of whole milliseconds that advance one task's step each per tick: the scheduler's
 * decisions without workers. Waits and computations take one tick.
 */
export function execute({ b, c }: ReturnType<typeof open>, watch: (now: number) => void): void {
  const onLane: (number | undefined)[] = Array.from({ length: b.dims.lanes }, () => undefined);
  for (let now = 0; !isOver(b); now++) {
    if (now > 10_000) throw new Error("the plan does not end");
    for (let lane = 0; lane < onLane.length; lane++) {
      const held = onLane[lane];
      if (held !== undefined && statusOf(b, held) === BLOCKED) continue;
      if (held === undefined || statusOf(b, held) === SETTLED) {
        const next = takeNext(c, lane, now);
        onLane[lane] = next < 0 ? undefined : next;
        continue;
      }
      advance(c, held, now);
      watch(now);
    }
    settleStuck(c, now);
  }
}

function advance(c: Core, task: number, now: number): void {
  const index = at(c.b.step, task);
  const step = c.plan.tasks[task]?.steps[index];
  if (step === undefined) return core.settle(c, task, "done", now);
  if (step.do === "compute" || step.do === "wait") {
    c.b.step[task] = index + 1;
    return;
  }
  const verdict = couple(c, task, step, now);
  if (verdict === "go") c.b.step[task] = index + 1;
  else if (verdict === "refused") core.failAttempt(c, task, "failed", now);
}

export const use: Step = { do: "wait", on: "timer", for: 1 };
export const guarded = (resource: string): Step[] => [
  { do: "acquire", resource },
  use,
  { do: "release", resource },
];
