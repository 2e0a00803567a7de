import { afterAll, describe, expect, it } from "vitest";
import { compute, planOf, wait, yieldLane } from "../plan/draft.ts";
import { COMPUTE_LOCK, MODELS } from "../plan/models.ts";
import type { Plan, Step } from "../plan/plan.ts";
import type { Span, Trace } from "../trace/types.ts";
import { createEngine } from "./engine.ts";
import { tiers } from "./engine-test-kit.ts";
import { spawnWorkers } from "./pool.ts";

const lock = { resources: [{ id: "lock", capacity: 1, whenFull: "block" as const }] };
const guarded: Step[] = [
  { do: "acquire", resource: "lock" },
  compute("hash", 15), // long enough to lose a contested compute lock in between
  { do: "release", resource: "lock" },
  compute("primes", 2),
];
const plan = planOf(
  [
    { label: "two parts", kind: "job", steps: [compute("hash", 15), compute("hash", 2)] },
    { label: "guarded", kind: "job", steps: guarded },
    { label: "guarded, too", kind: "job", steps: guarded },
    {
      label: "waits twice",
      kind: "request",
      steps: [
        compute("hash", 2),
        yieldLane,
        compute("hash", 2),
        wait("network", 5),
        wait("disk", 4),
        compute("primes", 2),
      ],
    },
    {
      label: "tries twice",
      kind: "request",
      retries: 1,
      steps: [compute("hash", 2), { do: "wait", on: "database", for: 90, timeout: 4 }],
    },
  ],
  lock,
);
const RETRIES = 4;

const lifeOf = ({ spans }: Trace, task: number): readonly Span[] =>
  spans.filter((span) => span.task === task);
const stepOf = (of: Plan, { task, step }: Span): Step | undefined =>
  step === undefined ? undefined : of.tasks[task]?.steps[step];

describe.each(Object.entries(tiers))("with %s", (_, environment) => {
  const engine = createEngine(spawnWorkers, environment);
  afterAll(() => engine.dispose());

  it.each(MODELS)("$id says which step each of its facts is of", async (model) => {
    const { trace } = await engine.run({ plan, model, lanes: 2 });
    for (const { id, steps } of plan.tasks) {
      const life = lifeOf(trace, id);
      const told = life.flatMap(({ step }) => step ?? []);
      const ran = life.filter(({ state }) => state.is === "running").map(({ step }) => step);
      const computations = [...steps.keys()].filter((i) => steps[i]?.do === "compute");
      expect(ran, `${id} runs`).toEqual(expect.arrayContaining(computations));
      if (id !== RETRIES) expect(told, `${id} goes on`).toEqual(told.toSorted((a, b) => a - b));
      for (const [i, span] of life.entries()) {
        const { state } = span;
        const step = stepOf(plan, span);
        if (state.is === "queued") expect(span.step).toBeUndefined();
        if (state.is === "waiting") expect(step).toMatchObject({ do: "wait", on: state.on });
        if (state.is === "blocked" && state.on === COMPUTE_LOCK)
          expect(step).toMatchObject({ do: "compute" });
        else if (state.is === "blocked")
          expect(step).toEqual({ do: "acquire", resource: state.on });
        // not the same: where a step takes less than the clock's, the next one follows at once
        if (state.is === "ready" && span.step !== undefined)
          expect(life[i + 1]?.step).toBeGreaterThanOrEqual(span.step);
      }
    }
    const [first, second, ...more] = lifeOf(trace, RETRIES).filter((s) => s.state.is === "waiting");
    expect([first?.step, second?.step, more]).toEqual([1, 1, []]);
    const again = lifeOf(trace, RETRIES).filter(
      ({ start, state }) =>
        state.is === "running" && start >= (first?.end ?? 0) && start < (second?.start ?? 0),
    );
    expect(again.map(({ step }) => step)).toContain(0);
  });
});
