import { afterAll, expect, it } from "vitest";
import { compute, planOf } from "../plan/draft.ts";
import { modelById } from "../plan/models.ts";
import { EngineError, type RunProgress } from "./interface.ts";
import { browserEnvironment, readMachine } from "./machine.ts";
import { createPool, spawnWorkers } from "./pool.ts";
import { runPlan } from "./run.ts";

const pool = createPool(spawnWorkers);
afterAll(() => pool.clear());

const bench = { pool, machine: readMachine(browserEnvironment()), rates: new Map() };
const plan = planOf([{ label: "a", kind: "job", steps: [compute("hash", 1)] }]);

it("waits, and says so, until the core of a worker terminated in mid-computation is free", async () => {
  const [worker] = await pool.ensure(1);
  if (worker === undefined) throw new Error("no worker");
  const busy = worker.handle.call((api) => api.calibrate("primes"));
  pool.terminateBusy(worker, new EngineError("worker-lost", "It did not react to Stop."));
  await expect(busy).rejects.toMatchObject({ code: "worker-lost" });
  const { freeAt } = pool;
  const phases: RunProgress["phase"][] = [];
  const onProgress = ({ phase }: RunProgress): void => void phases.push(phase);
  const model = modelById("thread-pool");
  const { trace } = await runPlan(bench, { plan, model, lanes: 1, onProgress });
  expect([phases[0], phases[1]]).toEqual(["draining", "starting"]);
  expect(Date.parse(startedAt(trace))).toBeGreaterThanOrEqual(performance.timeOrigin + freeAt - 1);
  expect(trace.settled.map((s) => s.outcome)).toEqual(["done"]);
});

const startedAt = ({ provenance }: { provenance: { kind: string; startedAt?: string } }): string =>
  provenance.startedAt ?? "";
