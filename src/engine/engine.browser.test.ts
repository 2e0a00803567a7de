import { afterAll, describe, expect, it } from "vitest";
import { measure } from "../metrics/measure.ts";
import { type ModelId, modelById } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import { scenarioById } from "../scenario/catalogue-test-kit.ts";
import { defaultKnobs, type KnobValues } from "../scenario/scenario.ts";
import { createEngine } from "./engine.ts";

const engine = createEngine();
afterAll(() => engine.dispose());

async function run(plan: Plan, model: ModelId, lanes = 2) {
  const result = await engine.run({ plan, model: modelById(model), lanes });
  return { ...result, metrics: measure(result.trace) };
}

function planOf(id: string, knobs: KnobValues = {}): Plan {
  const scenario = scenarioById(id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return scenario.plan({ ...defaultKnobs(scenario), ...knobs }, 1);
}

describe("the two numbers, measured", () => {
  it("fib on a pool of two executes two at once, on two lanes that really overlap", async () => {
    const { trace, metrics } = await run(planOf("fib", { n: 34 }), "thread-pool", 2);
    expect(metrics.executingPeak).toBe(2);
    expect(metrics.outcomes).toEqual({ done: 3, failed: 0, timedOut: 0, cancelled: 0 });
    const running = trace.spans.filter((s) => s.state.is === "running");
    const overlap = running.some((a) =>
      running.some((b) => a.task < b.task && a.start < b.end && b.start < a.end),
    );
    expect(overlap).toBe(true);
  });

  it("fib on the event loop executes one at a time", async () => {
    const { metrics } = await run(planOf("fib", { n: 34 }), "event-loop");
    expect(metrics.executingPeak).toBe(1);
  });

  it("a hundred requests on the event loop are all in progress, one executing", async () => {
    const loop = await run(planOf("hundred-requests"), "event-loop");
    expect(loop.metrics.inProgressPeak).toBe(100);
    expect(loop.metrics.executingPeak).toBe(1);
    const one = await run(planOf("hundred-requests"), "sequential");
    expect(one.metrics.inProgressPeak).toBe(1);
    // 20 times shorter on a quiet machine; other programs can stretch a run of 0.1 s, so the best of three counts
    const more = [
      loop,
      await run(planOf("hundred-requests"), "event-loop"),
      await run(planOf("hundred-requests"), "event-loop"),
    ];
    const best = Math.min(...more.map((r) => r.metrics.makespan));
    expect(best).toBeLessThan(one.metrics.makespan / 10);
  });
});
