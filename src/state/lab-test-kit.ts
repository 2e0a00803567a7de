import type { Engine, Machine, RunRequest, RunResult } from "../engine/interface.ts";
import type { KnobValues, PlanScenario, Scenario } from "../scenario/scenario.ts";
import { fromSketch } from "../trace/sketch/from-sketch.ts";
import { taskId } from "../trace/types.ts";

export const twoCores: Machine = {
  tier: "A",
  cores: 2,
  coresReported: true,
  clockStep: 0.005,
  isolated: true,
  userAgent: "test",
};

/** The knob of `pair`, 3 where it has no value. */
export const msOf = ({ ms }: KnobValues): number => (typeof ms === "number" ? ms : 3);

/** Two tasks of `ms` computing each. */
export const pair: PlanScenario = {
  kind: "plan",
  id: "pair",
  group: "Basics",
  title: "A pair",
  idea: "Two tasks compute.",
  question: { ask: "How long?", choices: ["once", "twice"], right: 1, because: "one lane" },
  models: ["event-loop", "thread-pool"],
  lanes: 2,
  knobs: [{ id: "ms", label: "Computing", unit: "ms", min: 1, max: 50, step: 1, default: 3 }],
  plan: (knobs) => ({
    tasks: ["A", "B"].map((label, i) => ({
      id: taskId(i),
      label,
      kind: "task",
      releaseAt: 0,
      after: [],
      steps: [{ do: "compute", job: "primes", size: "fit", estimate: msOf(knobs) }],
    })),
    resources: [],
    channels: [],
  }),
  saw: (sides) => sides.map(({ metrics }) => `${metrics.makespan} ms`),
  why: ["Because of the **lanes**."],
  next: "pair",
};

export const single: PlanScenario = { ...pair, id: "single", title: "Alone", next: "pair" };

export const find = (id: string): Scenario | undefined =>
  [pair, single].find((scenario) => scenario.id === id);

/** A run in pictures: on one lane one after the other, on several side by side. */
export const pictureOf = ({ plan, model, lanes }: RunRequest, msPerChar = 1): RunResult => ({
  ended: "complete",
  trace: fromSketch(model.lanes === "one" || lanes < 2 ? "L0 AAABBB" : "L0 AAA\nL1 BBB", {
    msPerChar,
  }),
  notes: [],
  elapsed: 6 * msPerChar,
  plan,
});

/** What was measured of a run that was stopped after its first task. */
export const stoppedRun = (request: RunRequest): RunResult => ({
  ...pictureOf(request),
  ended: "stopped",
  trace: fromSketch("A 000|\nB qqq/"),
  notes: [{ kind: "stopped", text: "You stopped this run." }],
});

/** An engine whose runs are `answer`; `ran` says in which order models were asked for, `active` the most at once. */
export function engineOf(answer: (request: RunRequest, index: number) => Promise<RunResult>) {
  const ran: string[] = [];
  let now = 0;
  let most = 0;
  const engine: Engine = {
    machine: twoCores,
    async run(request) {
      ran.push(request.model.id);
      now += 1;
      most = Math.max(most, now);
      try {
        // a turn of the event loop, as a real run takes: what is not awaited shows
        await new Promise((done) => setTimeout(done, 0));
        return await answer(request, ran.length - 1);
      } finally {
        now -= 1;
      }
    },
    dispose() {},
  };
  return { engine, ran, mostAtOnce: () => most };
}

/** Resolves with `result` once `signal` aborts: a run that only Stop ends. */
export const whenStopped = (signal: AbortSignal | undefined, result: RunResult) =>
  new Promise<RunResult>((done) => {
    signal?.addEventListener("abort", () => done(result), { once: true });
  });
