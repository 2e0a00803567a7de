import { createEngine } from "../src/engine/engine.ts";
import type { Engine, RunRequest } from "../src/engine/interface.ts";
import { browserEnvironment } from "../src/engine/machine.ts";
import { spawnWorkers } from "../src/engine/pool.ts";
import type { JobName } from "../src/jobs/job.ts";
import { compute, planOf, times } from "../src/plan/draft.ts";
import { modelById } from "../src/plan/models.ts";
import type { Plan } from "../src/plan/plan.ts";
import type { Ms } from "../src/trace/types.ts";

/** `count` equal jobs of one computation each, as large as takes `ms` on this machine. */
export const equalJobs = (count: number, job: JobName, ms: Ms): Plan =>
  planOf(times(count, (i) => ({ label: `J${i + 1}`, kind: "job", steps: [compute(job, ms)] })));

/**
 * The plan with the sizes that calibration found, so that every case of a comparison does the very same work. The
 * run also warms the engine's lanes up.
 */
export const sized = async (engine: Engine, plan: Plan, lanes: number): Promise<Plan> =>
  (await engine.run({ plan, model: modelById("thread-pool"), lanes })).plan;

/** The size of the plan's first computation. @throws Error where it has none, or one not yet settled */
export function firstSize(plan: Plan): number {
  for (const { steps } of plan.tasks) {
    for (const step of steps) {
      if (step.do === "compute" && typeof step.size === "number") return step.size;
    }
  }
  throw new Error("This plan has no computation of a known size.");
}

/** An engine for one measurement; its workers are gone afterwards. */
export async function withEngine<T>(
  use: (engine: Engine) => Promise<T>,
  isolated = true,
): Promise<T> {
  const here = browserEnvironment();
  const engine = createEngine(spawnWorkers, { ...here, isolated: here.isolated && isolated });
  try {
    return await use(engine);
  } finally {
    engine.dispose();
  }
}

/** On the thread pool, from t = 0 until the last lane had nothing more to do. */
export async function elapsedOnPool(
  engine: Engine,
  plan: Plan,
  lanes: number,
  rest: Partial<RunRequest> = {},
): Promise<Ms> {
  const run = await engine.run({ plan, model: modelById("thread-pool"), lanes, ...rest });
  return run.elapsed;
}
