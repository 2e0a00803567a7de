import { afterAll, describe, expect, it } from "vitest";
import { compute, planOf, type TaskDraft, times, wait } from "../../plan/draft.ts";
import { type ModelId, modelById } from "../../plan/models.ts";
import type { Plan, Step } from "../../plan/plan.ts";
import { createEngine } from "../engine.ts";
import { tiers } from "../engine-test-kit.ts";
import { spawnWorkers } from "../pool.ts";

const job = (steps: Step[], rest: Partial<TaskDraft> = {}): TaskDraft => ({
  label: "job",
  kind: "job",
  steps,
  ...rest,
});
const take: Step = { do: "take", channel: "c" };
const put: Step = { do: "put", channel: "c" };
const channel = { channels: [{ id: "c", capacity: 4 }] };
const late: Step = { do: "wait", on: "network", for: 200, timeout: 10 };

describe.each(Object.entries(tiers))("how tasks end, with %s", (_, environment) => {
  // one for all: starting and calibrating workers anew takes longer than any of these runs
  const engine = createEngine(spawnWorkers, environment);
  afterAll(() => engine.dispose());
  const run = (plan: Plan, model: ModelId) =>
    engine.run({ plan, model: modelById(model), lanes: 2 });

  it.each([
    ["sequential", 1],
    ["thread-pool", 3],
    ["gil-threads", 3],
    ["processes", 3],
    ["thread-per-task", 4],
    ["event-loop", 1],
    ["m-n", 3],
  ] as const)("%s: Stop cancels what waits, however its wait was to end", async (id, lanes) => {
    const plan = planOf([
      job([compute("primes", 2)]),
      job([wait("database", 4000)]),
      job([{ do: "wait", on: "network", for: 4000, timeout: 3000 }]),
      job([wait("database", 4000)], { deadline: 3000 }),
    ]);
    const stop = new AbortController();
    const { ended, trace } = await engine.run({
      plan,
      model: modelById(id),
      lanes,
      signal: stop.signal,
      onProgress: (p) => {
        const waits = p.trace?.spans.some((s) => s.state.is === "waiting");
        if (waits && p.settled === 1) stop.abort();
      },
    });
    expect(ended).toBe("stopped");
    const ends = trace.settled.map((s) => s.outcome);
    expect(ends).toEqual(["done", "cancelled", "cancelled", "cancelled"]);
  });

  it.each(["thread-pool", "event-loop", "loop-and-pool", "loop-per-core", "m-n"] as const)(
    "%s: Stop is no deadlock to those that are blocked",
    async (id) => {
      const plan = planOf(
        [job([compute("primes", 2)]), job([take]), job([compute("primes", 3000), put])],
        channel,
      );
      const stop = new AbortController();
      const { trace } = await engine.run({
        plan,
        model: modelById(id),
        lanes: 3,
        signal: stop.signal,
        onProgress: (p) => {
          if (p.settled === 1) stop.abort();
        },
      });
      expect(trace.settled.map((s) => s.outcome)).toEqual(["done", "cancelled", "cancelled"]);
    },
  );

  const loops = ["event-loop", "loop-and-pool", "loop-per-core"] as const;

  it.each([...loops, "thread-pool", "m-n"] as const)(
    "%s: who waits for a task that ended otherwise is deadlocked, whatever its end",
    async (model) => {
      const ends: [string, TaskDraft][] = [
        ["done", job([wait("timer", 10)])],
        ["timed-out", job([late, put])],
        ["timed-out", job([wait("network", 200), put], { deadline: 10 })],
        ["failed", job([wait("timer", 10), { do: "acquire", resource: "shut" }, put])],
      ];
      const resources = [{ id: "shut", capacity: 1, whenFull: "reject" as const }];
      for (const [outcome, other] of ends) {
        const keeper = job([{ do: "acquire", resource: "shut" }, take]);
        const { trace } = await run(planOf([keeper, other], { resources, ...channel }), model);
        const [first, second] = trace.settled;
        expect([first?.outcome, second?.outcome]).toEqual(["failed", outcome]);
        expect(first?.error).toMatch(/^Deadlock/);
        expect(first?.at).toBeGreaterThanOrEqual(second?.at ?? 0);
      }
    },
  );

  it.each(loops)("%s: a deadline ends a task wherever it is", async (model) => {
    const plan = planOf(
      [
        job([wait("network", 200)], { deadline: 15 }),
        job([wait("timer", 260), put]),
        job([wait("timer", 5), take], { deadline: 20 }),
        job([compute("primes", 120)]),
        job([wait("timer", 10), compute("primes", 200)], { deadline: 40 }),
        job([compute("primes", 120)]),
        job([compute("primes", 120)], { deadline: 30 }),
      ],
      channel,
    );
    const ends = ["timed-out", "done", "timed-out", "done", "timed-out", "done", "timed-out"];
    const { trace } = await run(plan, model);
    expect(trace.settled.map((s) => s.outcome)).toEqual(ends);
  });

  it.each(loops)("%s: the plan's end comes to tasks that are queued for their loop", async (id) => {
    const plan = planOf(
      [
        job([compute("primes", 300)]),
        job([compute("primes", 300)]),
        ...times(6, () => job([wait("timer", 10), compute("primes", 300)])),
      ],
      { cancelAfter: 60 },
    );
    const { trace } = await run(plan, id);
    expect(trace.settled.map((s) => s.outcome)).toEqual(times(8, () => "cancelled"));
  });
});
