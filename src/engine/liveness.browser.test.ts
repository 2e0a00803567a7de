import { wrap } from "comlink";
import { afterAll, describe, expect, it } from "vitest";
import { compute, planOf, times, wait } from "../plan/draft.ts";
import { type ModelId, modelById } from "../plan/models.ts";
import { laneOf, type Trace } from "../trace/types.ts";
import { createEngine } from "./engine.ts";
import { isUnderWay, tiers, when } from "./engine-test-kit.ts";
import type { Engine, RunProgress } from "./interface.ts";
import { type Spawn, spawnWorkers } from "./pool.ts";
import type { LaneApi } from "./worker/protocol.ts";

const { "shared memory": shared, "messages only": messages } = tiers;

const engines: Engine[] = [];
afterAll(() => {
  for (const engine of engines) engine.dispose();
});

/** Each test has an engine of its own: most of their time they wait for something that does not come, so they do it together. */
function start(...by: Parameters<typeof createEngine>): Engine {
  const engine = createEngine(...by);
  engines.push(engine);
  return engine;
}

const job = (ms: number) => ({ label: "job", kind: "job", steps: [compute("primes", ms)] });
const waiting = (ms: number) => ({ label: "wait", kind: "wait", steps: [wait("network", ms)] });
const short = planOf([job(2), job(2)]);
const pool = modelById("thread-pool");
const outcomes = (trace: Trace): string[] => trace.settled.map((s) => s.outcome);

/** Spawns real workers and remembers them, so that a test can kill or occupy one behind the engine's back. */
function remembering() {
  const lanes: Worker[] = [];
  const coordinators: Worker[] = [];
  const keep = (list: Worker[], start: () => Worker) => () => {
    const worker = start();
    list.push(worker);
    return worker;
  };
  const spawn: Spawn = {
    lane: keep(lanes, spawnWorkers.lane),
    coordinator: keep(coordinators, spawnWorkers.coordinator),
  };
  return { spawn, lanes, coordinators };
}

const isIn =
  (phase: RunProgress["phase"]) =>
  (p: RunProgress): boolean =>
    p.phase === phase;
const isComputingOn =
  (lane: number) =>
  (p: RunProgress): boolean =>
    p.trace?.spans.some((s) => laneOf(s.state) === lane && s.end - s.start > 20) === true;

/** Keeps the worker's thread in a loop that neither beats nor looks at the stop flag. */
function occupy(worker: Worker | undefined): void {
  if (worker !== undefined) void wrap<LaneApi>(worker).probe(20_000);
}

async function runAgain(of: Engine): Promise<RunProgress["phase"][]> {
  const phases: RunProgress["phase"][] = [];
  const onProgress = ({ phase }: RunProgress): void => void phases.push(phase);
  const { trace } = await of.run({ plan: short, model: pool, lanes: 2, onProgress });
  expect(outcomes(trace)).toEqual(["done", "done"]);
  return phases;
}

describe.concurrent.each(Object.entries(tiers))("with %s", (_, environment) => {
  it("a worker that died while idle is replaced by the next run", async () => {
    const { spawn, lanes } = remembering();
    const engine = start(spawn, environment);
    await runAgain(engine);
    lanes[1]?.terminate();
    await runAgain(engine);
    expect(lanes).toHaveLength(3);
  });

  it("Stop is heard while a worker that died is asked to calibrate", async () => {
    const { spawn, lanes } = remembering();
    const engine = start(spawn, environment);
    const stop = new AbortController();
    const onProgress = when(isIn("calibrating"), () => {
      lanes[0]?.terminate();
      setTimeout(() => stop.abort());
    });
    const { signal } = stop;
    const run = engine.run({ plan: short, model: pool, lanes: 2, signal, onProgress });
    await expect(run).rejects.toMatchObject({ code: "stopped" });
    await runAgain(engine);
  });

  it("a lane that does not react to Stop is ended, and what was measured is kept", async () => {
    const { spawn, lanes } = remembering();
    const engine = start(spawn, environment);
    // with shared memory only a loop has an ear for messages that could occupy it
    const id: ModelId = environment === shared ? "event-loop" : "thread-pool";
    const plan = planOf([job(2), ...times(3, () => waiting(9000))]);
    const stop = new AbortController();
    const onProgress = when(isUnderWay, () => {
      occupy(lanes[0]);
      stop.abort();
    });
    const { signal } = stop;
    const run = engine.run({ plan, model: modelById(id), lanes: 2, signal, onProgress });
    const { ended, trace } = await run;
    expect(ended).toBe("stopped");
    expect(outcomes(trace)).toEqual(["done", "cancelled", "cancelled", "cancelled"]);
    expect((await runAgain(engine))[0]).toBe("draining");
  });

  it("the core of a worker ended for its silence comes free before the next run", async () => {
    const { spawn, lanes } = remembering();
    const engine = start(spawn, environment);
    const plan = planOf([job(2), waiting(9000)]);
    const onProgress = when(isUnderWay, () => occupy(lanes[0]));
    const model = modelById("event-loop");
    const { trace } = await engine.run({ plan, model, lanes: 1, onProgress });
    expect(outcomes(trace)).toEqual(["done", "failed"]);
    expect((await runAgain(engine))[0]).toBe("draining");
  });

  it("a worker killed in mid-run costs what it was doing, and the run goes on", {
    timeout: 30_000,
  }, async () => {
    const { spawn, lanes } = remembering();
    const engine = start(spawn, environment);
    const plan = planOf([job(2), ...times(4, () => job(600))]);
    const isComputing = (p: RunProgress): boolean =>
      p.trace?.spans.some((s) => laneOf(s.state) === 1 && s.end - s.start > 20) === true;
    const onProgress = when(isComputing, () => lanes[1]?.terminate());
    const { trace, notes, ended } = await engine.run({ plan, model: pool, lanes: 2, onProgress });
    expect(ended).toBe("complete");
    const failed = trace.settled.filter((s) => s.outcome === "failed");
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every((s) => s.error?.includes("T2 was lost"))).toBe(true);
    const done = trace.settled.filter((s) => s.outcome === "done");
    expect(done.length).toBeGreaterThanOrEqual(2); // the first, and what the other lane did meanwhile
    expect(done.length + failed.length).toBe(plan.tasks.length);
    expect(notes.find((n) => n.kind === "lane-lost")?.text).toMatch(/T2 was lost/);
    const again = await engine.run({ plan: short, model: pool, lanes: 2 });
    expect(again.trace.settled.map((s) => s.outcome)).toEqual(["done", "done"]);
  });

  it("the only loop killed in mid-run ends the run with a sentence", {
    timeout: 30_000,
  }, async () => {
    const { spawn, lanes } = remembering();
    const engine = start(spawn, environment);
    const plan = planOf([job(2), job(3000), { ...job(1), steps: [wait("network", 9000)] }]);
    const onProgress = when(isUnderWay, () => lanes[0]?.terminate());
    const model = modelById("event-loop");
    const { trace, notes } = await engine.run({ plan, model, lanes: 1, onProgress });
    expect(trace.settled.map((s) => s.outcome)).toEqual(["done", "failed", "failed"]);
    expect(notes.some((n) => n.kind === "lane-lost")).toBe(true);
  });
});

describe.concurrent("a worker that does not answer while the run is made ready", () => {
  it("ends the run in a sentence, and is replaced", async () => {
    const { spawn, lanes } = remembering();
    const engine = start(spawn);
    const onProgress = when(isIn("calibrating"), () => lanes[1]?.terminate());
    const run = engine.run({ plan: short, model: pool, lanes: 2, onProgress });
    await expect(run).rejects.toMatchObject({ code: "worker-lost", message: /did not answer/ });
    await runAgain(engine);
    expect(lanes).toHaveLength(3);
  });

  it("does not keep Stop from being heard, not even while its script hangs", async () => {
    const lane = (): Worker => new Worker("data:text/javascript,onmessage=()=>{}");
    const engine = start({ ...spawnWorkers, lane });
    const stop = new AbortController();
    const onProgress = when(isIn("starting"), () => setTimeout(() => stop.abort()));
    const { signal } = stop;
    const run = engine.run({ plan: short, model: pool, lanes: 2, signal, onProgress });
    await expect(run).rejects.toMatchObject({ code: "stopped" });
  });
});

describe.concurrent("without shared memory", () => {
  it("Stop while the coordinator loads says that nothing was measured", async () => {
    const stop = new AbortController();
    const coordinator = (): Worker => {
      stop.abort();
      return spawnWorkers.coordinator();
    };
    const engine = start({ ...spawnWorkers, coordinator }, messages);
    const run = engine.run({ plan: short, model: pool, lanes: 2, signal: stop.signal });
    await expect(run).rejects.toMatchObject({ code: "stopped" });
    await runAgain(engine);
  });

  it("Stop before a killed lane is missed keeps what was measured", async () => {
    const { spawn, lanes } = remembering();
    const engine = start(spawn, messages);
    const plan = planOf([job(2), ...times(3, () => job(3000))]);
    const stop = new AbortController();
    const onProgress = when(isUnderWay, () => {
      lanes[1]?.terminate();
      stop.abort();
    });
    const { signal } = stop;
    const { ended, trace } = await engine.run({ plan, model: pool, lanes: 2, signal, onProgress });
    expect(ended).toBe("stopped");
    expect(outcomes(trace)).toEqual(["done", "cancelled", "cancelled", "cancelled"]);
    await runAgain(engine);
  });

  it("a coordinator that died while idle is replaced by the next run", async () => {
    const { spawn, coordinators } = remembering();
    const engine = start(spawn, messages);
    await runAgain(engine);
    coordinators[0]?.terminate();
    await runAgain(engine);
    expect(coordinators).toHaveLength(2);
  });

  it.each(["thread-pool", "loop-per-core"] as const)(
    "%s: a coordinator killed in mid-run ends it with a sentence, and no lane goes on",
    async (id) => {
      const { spawn, lanes, coordinators } = remembering();
      const engine = start(spawn, messages);
      const plan = planOf([...times(40, () => job(5)), ...times(4, () => job(1500))]);
      const onProgress = when(isUnderWay, () => coordinators[0]?.terminate());
      const model = modelById(id);
      const { trace, notes } = await engine.run({ plan, model, lanes: 2, onProgress });
      expect(outcomes(trace)).toContain("done");
      const failed = trace.settled.filter((s) => s.outcome === "failed");
      expect(failed.length).toBeGreaterThanOrEqual(4);
      expect(failed.every((s) => s.error?.includes("hands out the tasks was lost"))).toBe(true);
      expect(notes.filter((n) => n.kind === "lane-lost")).toHaveLength(1);
      await runAgain(engine);
      expect(lanes).toHaveLength(4);
    },
  );

  it("Stop after the coordinator was killed keeps what was measured", async () => {
    const { spawn, coordinators } = remembering();
    const engine = start(spawn, messages);
    const plan = planOf([...times(40, () => job(5)), ...times(4, () => job(1500))]);
    const stop = new AbortController();
    const onProgress = when(isUnderWay, () => {
      coordinators[0]?.terminate();
      setTimeout(() => stop.abort(), 200);
    });
    const { signal } = stop;
    const { ended, trace } = await engine.run({ plan, model: pool, lanes: 2, signal, onProgress });
    expect(ended).toBe("stopped");
    expect(new Set(outcomes(trace))).toEqual(new Set(["done", "cancelled"]));
    await runAgain(engine);
  });

  it.each(["processes", "loop-per-core", "m-n"] as const)(
    "%s: a lost lane takes its own tasks with it, and no others",
    async (id) => {
      const { spawn, lanes } = remembering();
      const engine = start(spawn, messages);
      const plan = planOf([job(2), job(2), ...times(4, () => job(1200))]);
      const onProgress = when(isComputingOn(1), () => lanes[1]?.terminate());
      const model = modelById(id);
      const { ended, trace } = await engine.run({ plan, model, lanes: 2, onProgress });
      expect(ended).toBe("complete");
      expect(outcomes(trace)).not.toContain("cancelled");
      expect(outcomes(trace).filter((o) => o === "done").length).toBeGreaterThanOrEqual(3);
      expect(outcomes(trace)).toContain("failed");
    },
  );
});
