import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTrace } from "../trace/build.ts";
import { anyRun } from "../trace/sketch/any-run.ts";
import { fromSketch } from "../trace/sketch/from-sketch.ts";
import type { Trace } from "../trace/types.ts";
import { executing, inProgress, peak } from "./counts.ts";
import { measure } from "./measure.ts";

const empty = (duration: number): Trace =>
  buildTrace(
    { provenance: { kind: "predicted", cores: 1, seed: 0 }, lanes: [], tasks: [] },
    [],
    [],
    duration,
  );

describe("measure", () => {
  it("measures two tasks interleaved on one lane", () => {
    const metrics = measure(fromSketch("A 0-0-|\nB q0-0|", { msPerChar: 100 }), {
      against: { makespan: 400, how: "measured" },
      costs: { memoryPerLane: 1000, memoryPerTask: 10 },
    });
    expect(metrics).toEqual({
      makespan: 400,
      inProgressPeak: 2,
      executingPeak: 1,
      executingMean: 1,
      throughput: 5,
      latency: { mean: 400, p50: 400, p95: 400, p99: 400, max: 400 },
      waitingForLane: { mean: 200, max: 200 },
      utilisation: { lanes: [1], mean: 1 },
      busy: 400,
      speedup: { value: 1, against: "measured" },
      efficiency: { value: 1, against: "measured" },
      contextSwitches: 3,
      queuePeak: 1,
      memoryEstimate: 1020,
      outcomes: { done: 2, failed: 0, timedOut: 0, cancelled: 0 },
    });
  });

  it("measures the same two in parallel", () => {
    const metrics = measure(fromSketch("L0 AA\nL1 BB", { msPerChar: 100 }), {
      against: { makespan: 400, how: "predicted" },
    });
    expect(metrics).toMatchObject({
      makespan: 200,
      inProgressPeak: 2,
      executingPeak: 2,
      executingMean: 2,
      contextSwitches: 0,
      queuePeak: 0,
      speedup: { value: 2, against: "predicted" },
      efficiency: { value: 1, against: "predicted" },
    });
    expect(metrics).not.toHaveProperty("memoryEstimate");
  });

  it("says nothing of a speedup that nothing is known of", () => {
    expect(measure(fromSketch("L0 A"))).not.toHaveProperty("speedup");
  });

  it("doesn't count waiting, held or not, as executing", () => {
    const metrics = measure(fromSketch("A 0~~|\nB 1==|"));
    expect(metrics).toMatchObject({ busy: 2, executingPeak: 2, inProgressPeak: 2 });
    expect(metrics.utilisation.lanes).toEqual([1 / 3, 1 / 3]);
  });

  it("doesn't count a lane as executing while its core was taken away", () => {
    const trace = fromSketch("L0 A*A*\nL1 *B*B");
    expect(executing(trace)).toEqual([
      { at: 0, count: 1 },
      { at: 4, count: 0 },
    ]);
    expect(measure(trace)).toMatchObject({ executingPeak: 1, busy: 4, makespan: 4 });
  });

  it("takes a hole that reaches from one task into the next out of both", () => {
    expect(measure(fromSketch("A  00|\nB  qq00|\nL0 .**.")).busy).toBe(2);
  });

  it("takes percentiles by nearest rank", () => {
    const rows = Array.from({ length: 20 }, (_, i) => `t${i} ${"~".repeat(i + 1)}|`).join("\n");
    expect(measure(fromSketch(rows)).latency).toEqual({
      mean: 10.5,
      p50: 10,
      p95: 19,
      p99: 20,
      max: 20,
    });
  });

  it("leaves tasks that were never released out of latencies and throughput", () => {
    const metrics = measure(fromSketch("A 0000|\nB q/\nC ..../"));
    expect(metrics.latency).toMatchObject({ mean: 2.5, max: 4 });
    expect(metrics.waitingForLane).toEqual({ mean: 0.5, max: 1 });
    expect(metrics.throughput).toBe(250);
    expect(metrics.inProgressPeak).toBe(1);
    expect(metrics.outcomes).toEqual({ done: 1, failed: 0, timedOut: 0, cancelled: 2 });
  });

  it("counts each outcome under its name", () => {
    expect(measure(fromSketch("A 0!\nB .0@\nC ..0@\nD ...0|")).outcomes).toEqual({
      done: 1,
      failed: 1,
      timedOut: 2,
      cancelled: 0,
    });
  });

  it.each([0, 7])("measures nothing in %s ms without NaN", (duration) => {
    const metrics = measure(empty(duration), { against: { makespan: 0, how: "measured" } });
    expect(metrics.makespan).toBe(duration);
    expect(JSON.stringify(metrics)).not.toContain("null");
  });
});

describe("any run", () => {
  const anyTrace = fc.array(fc.nat(100_000), { maxLength: 80 }).map((numbers) => {
    const { header, events, laneEvents } = anyRun(numbers);
    return buildTrace(header, events, laneEvents);
  });
  const lengths = (trace: Trace, keep: (is: string) => boolean) =>
    trace.spans.filter((s) => keep(s.state.is)).reduce((sum, s) => sum + s.end - s.start, 0);

  it("is busy for as long as tasks run, less pre-emption, lane by lane and altogether", () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const metrics = measure(trace);
        const running = lengths(trace, (is) => is === "running");
        const holes = trace.laneSpans.reduce((sum, s) => sum + s.end - s.start, 0);
        expect(metrics.busy).toBe(running - holes);
        expect(measure({ ...trace, laneSpans: [] }).busy).toBe(running);
      }),
    );
  });

  it("never executes more tasks than there are lanes, or are in progress", () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const metrics = measure(trace);
        expect(peak(executing(trace))).toBeLessThanOrEqual(trace.lanes.length);
        expect(metrics.executingPeak).toBeLessThanOrEqual(metrics.inProgressPeak);
        expect(metrics.executingMean).toBeLessThanOrEqual(metrics.executingPeak);
        expect(metrics.inProgressPeak).toBeLessThanOrEqual(trace.tasks.length);
      }),
    );
  });

  it("keeps Little's law: tasks in progress over time are the sum of what each took", () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const steps = inProgress(trace);
        const area = steps.reduce((sum, { at, count }, i) => {
          const until = steps[i + 1]?.at ?? at;
          return sum + count * (until - at);
        }, 0);
        const queued = lengths(trace, (is) => is === "queued");
        expect(area).toBeCloseTo(lengths(trace, () => true) - queued, 9);
        expect(steps.at(-1)?.count).toBe(0);
      }),
    );
  });

  it("has no figure that isn't finite", () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const against = { makespan: 5, how: "measured" } as const;
        expect(JSON.stringify(measure(trace, { against }))).not.toContain("null");
      }),
    );
  });
});
