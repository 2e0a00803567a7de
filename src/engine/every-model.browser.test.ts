import { afterAll, describe, expect, it } from "vitest";
import { executing } from "../metrics/counts.ts";
import { measure } from "../metrics/measure.ts";
import { compute, times, wait } from "../plan/draft.ts";
import { MODELS, type ModelId, modelById } from "../plan/models.ts";
import type { Plan, PlannedTask } from "../plan/plan.ts";
import { SCENARIOS } from "../scenario/catalogue-test-kit.ts";
import { defaultKnobs } from "../scenario/scenario.ts";
import { laneOf, taskId } from "../trace/types.ts";
import { createEngine } from "./engine.ts";
import { tiers } from "./engine-test-kit.ts";
import type { Engine } from "./interface.ts";
import { spawnWorkers } from "./pool.ts";

const REAL: readonly ModelId[] = MODELS.map(({ id }) => id);

/** Runs a plan on an engine, and measures what happened. */
async function measuredOn(engine: Engine, p: Plan, model: ModelId, lanes: number) {
  const result = await engine.run({ plan: p, model: modelById(model), lanes });
  return { ...result, metrics: measure(result.trace) };
}

const plan = (tasks: Partial<PlannedTask>[], rest: Partial<Plan> = {}): Plan => ({
  resources: [],
  channels: [],
  ...rest,
  tasks: tasks.map((task, i) => ({
    id: taskId(i),
    label: `t${i}`,
    kind: "job",
    releaseAt: 0,
    after: [],
    steps: [],
    ...task,
  })),
});

const mixed = plan(
  Array.from({ length: 8 }, (_, i) => ({
    releaseAt: 2 * i,
    steps: [compute("primes", 2), wait("network", 10), compute("hash", 1)],
  })),
);

describe.each(Object.entries(tiers))("with %s", (_, environment) => {
  const engine = createEngine(spawnWorkers, environment);
  afterAll(() => engine.dispose());
  const run = (p: Plan, model: ModelId, lanes = 2) => measuredOn(engine, p, model, lanes);

  it.each(REAL)("%s does all the work of a mixed plan", async (model) => {
    const { trace, metrics, ended } = await run(mixed, model);
    expect(ended).toBe("complete");
    expect(metrics.outcomes).toEqual({ done: 8, failed: 0, timedOut: 0, cancelled: 0 });
    const steps = executing(trace).map((s) => s.count);
    expect(Math.max(...steps)).toBeLessThanOrEqual(trace.lanes.length);
    const waits = trace.spans.filter((s) => s.state.is === "waiting");
    expect(waits).toHaveLength(8);
    const holds = modelById(model).whileWaiting === "holds-lane";
    expect(waits.every((w) => (laneOf(w.state) !== undefined) === holds)).toBe(true);
    if (model === "sequential") expect(metrics.inProgressPeak).toBe(1);
    if (model === "event-loop" || model === "gil-threads") expect(metrics.executingPeak).toBe(1);
  });

  it("a loop with a pool computes on the pool only", async () => {
    const { trace } = await run(mixed, "loop-and-pool");
    const computing = trace.spans.filter(
      (s) => s.state.is === "running" && mixed.tasks[s.task]?.steps[s.step ?? -1]?.do === "compute",
    );
    const onPool = computing.filter((s) => laneOf(s.state) !== 0);
    expect(new Set(onPool.map((s) => `${s.task} ${s.step}`)).size).toBe(16);
    // the loop holds a task for a moment, longer where its core is taken away, and then hands it over
    for (const s of computing.filter((s) => !onPool.includes(s)))
      expect(trace.spans.find((t) => t.task === s.task && t.start === s.end)?.state.is).toBe(
        "ready",
      );
  });

  it("loops per core keep their tasks", async () => {
    const { trace } = await run(mixed, "loop-per-core");
    for (const s of trace.spans)
      if (s.state.is === "running") expect(s.state.lane).toBe(s.task % 2);
  });

  it("tasks wait for those they come after", async () => {
    const p = plan([
      { steps: [compute("primes", 3)] },
      { steps: [wait("disk", 15)] },
      { after: [taskId(0), taskId(1)], steps: [compute("hash", 1)] },
    ]);
    for (const model of ["event-loop", "thread-pool", "m-n", "loop-per-core"] as const) {
      const { trace } = await run(p, model);
      const first = trace.spans.find((s) => s.task === 2)?.start ?? 0;
      const last = Math.max(trace.settled[0]?.at ?? 0, trace.settled[1]?.at ?? 0);
      const { provenance } = trace;
      // on a busy machine the lanes' clocks are compared less well, and the run says how well
      const skew = provenance.kind === "measured" ? provenance.clockSkew : 0;
      expect(first).toBeGreaterThanOrEqual(last - Math.max(0.3, 2 * skew));
    }
  });

  it.each(["event-loop", "thread-pool", "m-n"] as const)(
    "%s: a semaphore lets only its number in",
    async (model) => {
      const p = plan(
        Array.from({ length: 9 }, () => ({
          steps: [
            { do: "acquire", resource: "api" } as const,
            wait("network", 8),
            { do: "release", resource: "api" } as const,
          ],
        })),
        { resources: [{ id: "api", capacity: 2, whenFull: "block" }] },
      );
      const { trace, metrics } = await run(p, model, 4);
      expect(metrics.outcomes.done).toBe(9);
      const inside = trace.spans.filter((s) => s.state.is === "waiting");
      for (const a of inside) {
        const together = inside.filter((b) => b.start <= a.start && a.start < b.end);
        expect(together.length).toBeLessThanOrEqual(2);
      }
      expect(trace.spans.some((s) => s.state.is === "blocked" && s.state.on === "api")).toBe(true);
    },
  );

  it("a full resource that rejects fails the attempt, and retries are counted", async () => {
    const p = plan(
      [
        {
          steps: [
            { do: "acquire", resource: "api" },
            wait("network", 30),
            { do: "release", resource: "api" },
          ],
        },
        { releaseAt: 5, retries: 2, steps: [{ do: "acquire", resource: "api" }] },
      ],
      { resources: [{ id: "api", capacity: 1, whenFull: "reject" }] },
    );
    const { trace } = await run(p, "event-loop");
    expect(trace.settled.map((s) => s.outcome)).toEqual(["done", "failed"]);
    expect(trace.settled[1]?.error).toMatch(/api is full/);
  });

  it.each(["event-loop", "thread-pool", "m-n"] as const)(
    "%s: a bounded channel slows its producer",
    async (model) => {
      const items = 6;
      const each = <T>(n: number, make: () => T[]): T[] => Array.from({ length: n }, make).flat();
      const p = plan(
        [
          { label: "producer", steps: each(items, () => [{ do: "put", channel: "q" } as const]) },
          {
            label: "consumer",
            steps: each(items, () => [{ do: "take", channel: "q" } as const, wait("disk", 5)]),
          },
        ],
        { channels: [{ id: "q", capacity: 2 }] },
      );
      const { trace, metrics } = await run(p, model);
      expect(metrics.outcomes.done).toBe(2);
      const blocked = trace.spans.filter((s) => s.task === 0 && s.state.is === "blocked");
      expect(blocked.length).toBeGreaterThan(0);
      expect((trace.settled[0]?.at ?? 0) < (trace.settled[1]?.at ?? 0)).toBe(true);
    },
  );

  it.each(["event-loop", "thread-pool", "m-n"] as const)(
    "%s: timeouts, retries, deadlines",
    async (model) => {
      const p = plan([
        { steps: [{ do: "wait", on: "network", for: 200, timeout: 10 }] },
        { retries: 1, steps: [{ do: "wait", on: "network", for: 200, timeout: 10 }] },
        { deadline: 15, steps: [wait("database", 200)] },
        { deadline: 15, steps: [compute("primes", 200)] },
        { steps: [wait("database", 5)] },
      ]);
      const { trace } = await run(p, model, 4);
      expect(trace.settled.map((s) => s.outcome)).toEqual([
        "timed-out",
        "timed-out",
        "timed-out",
        "timed-out",
        "done",
      ]);
      const attempts = (task: number): number =>
        trace.spans.filter((s) => s.task === task && s.state.is === "waiting").length;
      expect([attempts(0), attempts(1)]).toEqual([1, 2]);
    },
  );

  it.each(["event-loop", "thread-pool", "m-n", "loop-and-pool"] as const)(
    "%s: what is not settled by cancelAfter is cancelled",
    async (model) => {
      const p = plan(
        [
          { steps: [compute("primes", 2)] },
          { steps: [compute("primes", 500)] },
          { steps: [wait("network", 500)] },
          { releaseAt: 400, steps: [compute("hash", 1)] },
        ],
        { cancelAfter: 60 },
      );
      const { trace } = await run(p, model);
      expect(trace.settled.map((s) => s.outcome)).toEqual([
        "done",
        "cancelled",
        "cancelled",
        "cancelled",
      ]);
    },
  );

  it("a deadlock ends with its cause said, and the others go on", async () => {
    const locks = (first: string, second: string) => [
      { do: "acquire", resource: first } as const,
      wait("timer", 15),
      { do: "acquire", resource: second } as const,
      { do: "release", resource: second } as const,
      { do: "release", resource: first } as const,
    ];
    const p = plan([{ steps: locks("a", "b") }, { steps: locks("b", "a") }], {
      resources: [
        { id: "a", capacity: 1, whenFull: "block" },
        { id: "b", capacity: 1, whenFull: "block" },
      ],
    });
    for (const model of ["thread-pool", "event-loop", "m-n"] as const) {
      const { trace } = await run(p, model);
      expect(trace.settled.map((s) => s.outcome).sort()).toEqual(["done", "failed"]);
      expect(trace.settled.find((s) => s.outcome === "failed")?.error).toMatch(/^Deadlock/);
    }
  });

  it("a deadlock that the plan's end or a deadline will break up stands until then", async () => {
    const locks = (first: string, second: string) => [
      { do: "acquire", resource: first } as const,
      wait("timer", 5),
      { do: "acquire", resource: second } as const,
    ];
    const resources = ["a", "b"].map((id) => ({ id, capacity: 1, whenFull: "block" as const }));
    const tasks = [{ steps: locks("a", "b") }, { steps: locks("b", "a") }];
    for (const model of ["thread-pool", "event-loop", "m-n"] as const) {
      const ended = await run(plan(tasks, { resources, cancelAfter: 40 }), model);
      expect(ended.trace.settled.map((s) => s.outcome)).toEqual(["cancelled", "cancelled"]);
      const late = tasks.map((task, i) => (i === 0 ? { ...task, deadline: 40 } : task));
      const broken = await run(plan(late, { resources }), model);
      expect(broken.trace.settled.map((s) => s.outcome)).toEqual(["timed-out", "done"]);
      expect(broken.trace.settled[0]?.at).toBeGreaterThanOrEqual(39);
    }
  });

  it("cancelAfter reaches lanes that all hold a waiting task", async () => {
    const p = plan([{ steps: [wait("disk", 900)] }, { steps: [wait("disk", 900)] }], {
      cancelAfter: 30,
    });
    const { trace } = await run(p, "thread-pool");
    expect(trace.settled.map((s) => s.outcome)).toEqual(["cancelled", "cancelled"]);
    expect(trace.duration).toBeLessThan(900);
  });

  it("a job that throws fails its task only, and says why", async () => {
    const bad = { do: "compute", job: "fib", size: 999, estimate: 1 } as const;
    const { trace, notes } = await run(
      plan([{ steps: [bad] }, { steps: [compute("hash", 1)] }]),
      "thread-pool",
    );
    expect(trace.settled.map((s) => s.outcome)).toEqual(["failed", "done"]);
    expect(notes.find((n) => n.kind === "task-failed")?.text).toMatch(/fib.*999/);
  });

  it("an empty plan is over at once", async () => {
    const { trace } = await run(plan([]), "thread-pool");
    expect(trace.spans).toEqual([]);
  });

  it("every scenario runs under its own models", { timeout: 60_000 }, async () => {
    const runs = SCENARIOS.filter((s) => s.id !== "fib" && s.id !== "matrix")
      .flatMap((scenario) => scenario.models.map((model) => ({ scenario, model })))
      .values();
    // they wait far more than they compute, and nobody looks at their times: four engines do them side by side
    const others = times(3, () => createEngine(spawnWorkers, environment));
    const work = async (of: Engine) => {
      for (const { scenario, model } of runs) {
        const p = scenario.plan(defaultKnobs(scenario), 1);
        const { metrics } = await measuredOn(of, p, model, 2);
        expect([scenario.id, model, metrics.outcomes.done]).toEqual([
          scenario.id,
          model,
          p.tasks.length,
        ]);
      }
    };
    await Promise.all([engine, ...others].map(work)).finally(() => {
      for (const other of others) other.dispose();
    });
  });
});
