import { afterAll, afterEach, describe, expect, it } from "vitest";
import { compute, planOf, times, wait } from "../plan/draft.ts";
import { modelById } from "../plan/models.ts";
import { createEngine } from "./engine.ts";
import { isUnderWay, tiers, when } from "./engine-test-kit.ts";
import type { Engine } from "./interface.ts";
import { browserEnvironment } from "./machine.ts";
import { type Spawn, spawnWorkers } from "./pool.ts";

let engine: Engine | undefined;
afterEach(() => engine?.dispose());

const job = (ms: number) => ({ label: "job", kind: "job", steps: [compute("primes", ms)] });
const short = planOf([job(2), job(2)]);
const pool = modelById("thread-pool");

describe.each(Object.entries(tiers))("with %s", (_, environment) => {
  const stoppable = createEngine(spawnWorkers, environment);
  afterAll(() => stoppable.dispose());

  it.each(["thread-pool", "event-loop", "m-n", "loop-and-pool"] as const)(
    "%s: Stop keeps what was measured, and the pool is usable again",
    async (id) => {
      const model = modelById(id);
      const plan = planOf([
        job(2),
        job(4000),
        { ...job(1), steps: [wait("network", 4000)] },
        ...times(6, () => job(1500)),
      ]);
      const stop = new AbortController();
      const onProgress = when(isUnderWay, () => stop.abort());
      const stopped = await stoppable.run({
        plan,
        model,
        lanes: 2,
        signal: stop.signal,
        onProgress,
      });
      expect(stopped.ended).toBe("stopped");
      expect(stopped.trace.settled[0]?.outcome).toBe("done");
      expect(stopped.trace.settled.filter((s) => s.outcome === "cancelled").length).toBeGreaterThan(
        4,
      );
      expect(stopped.notes.find((n) => n.kind === "stopped")?.text).toMatch(
        /^You stopped this run/,
      );
      const again = await stoppable.run({ plan: short, model, lanes: 2 });
      expect(again.trace.settled.map((s) => s.outcome)).toEqual(["done", "done"]);
    },
  );

  it("a cold start shows the lanes starting inside the run", async () => {
    engine = createEngine(spawnWorkers, environment);
    const { trace } = await engine.run({ plan: short, model: pool, lanes: 2, coldStart: true });
    expect(trace.settled.map((s) => s.outcome)).toEqual(["done", "done"]);
    const starting = trace.laneSpans.filter((s) => s.state === "starting");
    expect(starting.length).toBeGreaterThan(0);
    const first = Math.min(
      ...trace.spans.filter((s) => s.state.is === "running").map((s) => s.start),
    );
    expect(first).toBeGreaterThanOrEqual(Math.min(...starting.map((s) => s.end)));
  });
});

describe("workers that cannot be had", () => {
  const broken = (url: string): Spawn => ({
    ...spawnWorkers,
    lane: () => new Worker(url, { type: "module" }),
  });

  it("a script that is not there ends in a sentence, and a later run can succeed", async () => {
    let isBroken = true;
    const spawn = {
      ...spawnWorkers,
      lane: () => (isBroken ? broken("/no-such-worker.js").lane() : spawnWorkers.lane()),
    };
    engine = createEngine(spawn);
    const run = engine.run({ plan: short, model: pool, lanes: 2 });
    await expect(run).rejects.toMatchObject({
      code: "worker-load",
      message: /could not be loaded/,
    });
    isBroken = false;
    const { trace } = await engine.run({ plan: short, model: pool, lanes: 2 });
    expect(trace.settled.map((s) => s.outcome)).toEqual(["done", "done"]);
  });

  it("a script that throws at once is one that could not be loaded", async () => {
    engine = createEngine(broken("data:text/javascript,throw new Error('no')"));
    const run = engine.run({ plan: short, model: pool, lanes: 1 });
    await expect(run).rejects.toMatchObject({ code: "worker-load" });
  });

  it("a spawn that throws, as a blocked one does, is told the same way", async () => {
    const lane = (): Worker => {
      throw new DOMException("blocked", "SecurityError");
    };
    engine = createEngine({ ...spawnWorkers, lane });
    const run = engine.run({ plan: short, model: pool, lanes: 1 });
    await expect(run).rejects.toMatchObject({ code: "worker-load" });
  });

  it("a rejection inside a worker, which no error event tells of, reaches the caller", async () => {
    const source = "onmessage=()=>{postMessage({type:'failure',message:'it broke'})};";
    engine = createEngine(broken(`data:text/javascript,${encodeURIComponent(source)}`));
    const run = engine.run({ plan: short, model: pool, lanes: 1 });
    await expect(run).rejects.toMatchObject({ code: "worker-load", cause: "it broke" });
  });

  it("without Worker nothing is measured, and the sentence says so", async () => {
    engine = createEngine(spawnWorkers, { ...browserEnvironment(), hasWorker: false });
    expect(engine.machine.tier).toBe("C");
    const run = engine.run({ plan: short, model: pool, lanes: 1 });
    await expect(run).rejects.toMatchObject({ code: "no-workers" });
  });
});

describe("Stop before the measured part", () => {
  it.each(["starting", "calibrating"] as const)(
    "while %s says that nothing was measured",
    async (phase) => {
      engine = createEngine();
      const stop = new AbortController();
      const onProgress = when(
        (p) => p.phase === phase,
        () => stop.abort(),
      );
      const run = engine.run({
        plan: short,
        model: pool,
        lanes: 2,
        signal: stop.signal,
        onProgress,
      });
      await expect(run).rejects.toMatchObject({ code: "stopped" });
      expect((await engine.run({ plan: short, model: pool, lanes: 2 })).ended).toBe("complete");
    },
  );
});

describe("requests that cannot be run", () => {
  it("names the field of a bad plan or lane count", async () => {
    engine = createEngine();
    const bad = planOf([{ ...job(1), releaseAt: Number.NaN }]);
    await expect(engine.run({ plan: bad, model: pool, lanes: 1 })).rejects.toMatchObject({
      code: "bad-plan",
      message: /releaseAt/,
    });
    await expect(engine.run({ plan: short, model: pool, lanes: 0 })).rejects.toMatchObject({
      message: /lanes/,
    });
  });

  it("runs one at a time", async () => {
    engine = createEngine();
    const first = engine.run({ plan: short, model: pool, lanes: 1 });
    await expect(engine.run({ plan: short, model: pool, lanes: 1 })).rejects.toMatchObject({
      code: "busy",
    });
    expect((await first).ended).toBe("complete");
  });

  it("disposing ends a run under way with a typed error", async () => {
    const mine = createEngine();
    const onProgress = when(isUnderWay, () => mine.dispose());
    const run = mine.run({ plan: planOf([job(2), job(3000)]), model: pool, lanes: 2, onProgress });
    await expect(run).rejects.toMatchObject({ code: "disposed" });
  });
});
