import type { JobName } from "../../src/jobs/job.ts";
import { JOBS } from "../../src/jobs/registry.ts";
import { modelById } from "../../src/plan/models.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { Trace } from "../../src/trace/types.ts";
import { ascending } from "../interleave.ts";
import type { Figure, Table } from "../report.ts";
import { equalJobs, withEngine } from "../work.ts";

const REPEATS = 3;
const SIZES = [
  { ms: 50, count: 4, aim: 5 },
  { ms: 5, count: 16, aim: 15 },
] as const;

/** Median of how far each job's running span was from its estimate, per cent of the estimate. */
function errorOf(trace: Trace, plan: Plan): number {
  const errors = trace.spans.flatMap(({ task, state, start, end }) => {
    const step = plan.tasks[task]?.steps[0];
    if (state.is !== "running" || step?.do !== "compute") return [];
    return [(100 * Math.abs(end - start - step.estimate)) / step.estimate];
  });
  return ascending(errors)[Math.floor(errors.length / 2)] ?? Number.NaN;
}

/** Measured durations against those that calibration promised, of every job there is. */
export async function calibration(): Promise<Table[]> {
  const tables: Table[] = [];
  const errors = new Map<string, number[]>();
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    // a new engine calibrates anew
    await withEngine(async (engine) => {
      for (const { name } of JOBS) {
        for (const { ms, count } of SIZES) {
          const wanted = equalJobs(count, name, ms);
          const run = { plan: wanted, model: modelById("sequential"), lanes: 1 };
          const { trace, plan } = await engine.run(run);
          const key = keyOf(name, ms);
          errors.set(key, [...(errors.get(key) ?? []), errorOf(trace, plan)]);
        }
      }
    });
  }
  for (const { ms, count, aim } of SIZES) {
    const figures = JOBS.map(({ name }): Figure => {
      const values = errors.get(keyOf(name, ms)) ?? [];
      return { what: name, unit: "%", values, aim: { of: "value", atMost: aim } };
    });
    tables.push({
      title: `Calibration: ${ms} ms jobs`,
      how: [
        `|measured - estimate| / estimate, median of ${count} jobs one at a time; a new engine, calibrated anew, in each of ${REPEATS} repeats.`,
      ],
      figures,
    });
  }
  return tables;
}

const keyOf = (name: JobName, ms: number): string => `${name} ${ms}`;
