import { createEngine } from "../../src/engine/engine.ts";
import type { RunRequest } from "../../src/engine/interface.ts";
import { modelById } from "../../src/plan/models.ts";
import { ask, bareLoops, startBare } from "../bare.ts";
import { mountLive } from "../live.ts";
import { equalJobs, firstSize, sized } from "../work.ts";

/**
 * `bare`: two bare workers run half of the jobs each. The others are engine runs on two lanes: of one job a lane (what
 * comes before and after any run), of all of them without facts, with them, and with a timeline that grows.
 */
export type Load = "bare" | "short" | "untraced" | "engine" | "live";

const LANES = 2;
const COUNT = 5000;
const JOB_MS = 0.4;
const JOB = "hash";

/** The loads of the `cpu` topic, ready to go. Their workers live as long as the page. */
export async function prepareLoads(): Promise<Readonly<Record<Load, () => Promise<void>>>> {
  const workers = [startBare(), startBare()];
  for (const worker of workers) await ask(worker, { ask: "warm", job: JOB });
  const engine = createEngine();
  const plan = await sized(engine, equalJobs(COUNT, JOB, JOB_MS), LANES);
  const size = firstSize(plan);
  const model = modelById("thread-pool");
  const run = async (rest: Partial<RunRequest> = {}): Promise<void> => {
    await engine.run({ plan, model, lanes: LANES, ...rest });
  };
  return {
    bare: async () => {
      await bareLoops(workers, JOB, size, [COUNT / 2, COUNT / 2]);
    },
    short: () => run({ plan: { ...plan, tasks: plan.tasks.slice(0, LANES) } }),
    untraced: () => run({ tracing: false }),
    engine: () => run(),
    live: async () => {
      const live = mountLive((1.2 * COUNT * JOB_MS) / LANES);
      await run({ onProgress: live.onProgress });
      live.destroy();
    },
  };
}
