import { checkPlan, PlanError } from "../plan/check-plan.ts";
import { type Engine, EngineError, type RunRequest, type RunResult } from "./interface.ts";
import { browserEnvironment, type Environment, readMachine } from "./machine.ts";
import { createPool, type Spawn, spawnWorkers } from "./pool.ts";
import type { Rates } from "./prepare.ts";
import { runPlan } from "./run.ts";

/**
 * The real machine of this page. Workers start with the first run and are kept.
 * @param spawn makes the workers; tests give workers that fail
 */
export function createEngine(
  spawn: Spawn = spawnWorkers,
  environment: Environment = browserEnvironment(),
): Engine {
  const machine = readMachine(environment);
  const pool = createPool(spawn);
  const rates: Rates = new Map();
  let isRunning = false;
  let isDisposed = false;

  async function run(request: RunRequest): Promise<RunResult> {
    if (isDisposed) throw new EngineError("disposed", "This page's workers were shut down.");
    if (isRunning) throw new EngineError("busy", "Another run is going on. Stop it first.");
    if (machine.tier === "C") {
      throw new EngineError(
        "no-workers",
        "This browser has no workers, so nothing can be measured here.",
      );
    }
    checkRunnable(request);
    isRunning = true;
    try {
      return await runPlan({ pool, machine, rates }, request);
    } finally {
      isRunning = false;
    }
  }

  return {
    machine,
    run,
    dispose() {
      isDisposed = true;
      pool.clear();
    },
  };
}

function checkRunnable({ plan, lanes }: RunRequest): void {
  try {
    checkPlan(plan);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    throw new EngineError("bad-plan", `This work cannot be run: ${error.message}`, {
      cause: error,
    });
  }
  if (!Number.isInteger(lanes) || lanes < 1) {
    throw new EngineError("bad-plan", `lanes must be a whole number from 1, not ${lanes}.`);
  }
}
