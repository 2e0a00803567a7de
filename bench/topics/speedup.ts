import type { Ms } from "../../src/trace/types.ts";
import { ask, bareLoops, comlinkApi, comlinkPool, startBare, startComlink } from "../bare.ts";
import { interleave } from "../interleave.ts";
import type { Table } from "../report.ts";
import { elapsedOnPool, equalJobs, firstSize, sized, withEngine } from "../work.ts";

interface Work {
  readonly count: number;
  readonly ms: Ms;
  readonly repeats: number;
  /** least speedup on a quiet machine */
  readonly aim: number;
}

const WORKS: readonly Work[] = [
  { count: 16, ms: 24, repeats: 5, aim: 1.95 },
  { count: 100, ms: 2, repeats: 7, aim: 1.9 },
  { count: 800, ms: 0.2, repeats: 7, aim: 1.85 },
];

const LANES = 2;
const JOB = "hash";

/**
 * The same jobs in one loop, on the engine's pool, by hand on two workers, and over Comlink.
 * @param isolated false: the engine as in a page without shared memory
 */
export async function speedup(isolated = true): Promise<Table[]> {
  const bare = [startBare(), startBare()];
  const comlink = [startComlink(), startComlink()];
  const apis = comlink.map(comlinkApi);
  for (const worker of bare) await ask(worker, { ask: "warm", job: JOB });
  for (const api of apis) await api.warm(JOB);
  const tables: Table[] = [];
  for (const work of WORKS) {
    const times = await withEngine(async (engine) => {
      const { count } = work;
      const plan = await sized(engine, equalJobs(count, JOB, work.ms), LANES);
      const size = firstSize(plan);
      const half = Math.floor(count / 2);
      return interleave(work.repeats, {
        loop: () => bareLoops(bare, JOB, size, [count]),
        pool: () => elapsedOnPool(engine, plan, LANES),
        limit: () => bareLoops(bare, JOB, size, [half, count - half]),
        comlink: () => comlinkPool(apis, JOB, size, count),
      });
    }, isolated);
    tables.push(tableOf(work, times, isolated));
  }
  for (const worker of [...bare, ...comlink]) worker.terminate();
  return tables;
}

type Times = Readonly<Record<"loop" | "pool" | "limit" | "comlink", readonly Ms[]>>;

function tableOf({ count, ms, aim }: Work, times: Times, isolated: boolean): Table {
  const line = (what: string, values: readonly Ms[]) =>
    ({ what, unit: "ms", values, baseline: times.loop, as: "speedup" }) as const;
  return {
    title: `Speedup on ${LANES} lanes: ${count} x ${ms} ms`,
    how: [
      `${JOB} jobs of one size. Baseline: one bare worker runs them in one loop, without messages or tracing.`,
      "The limit is two bare workers that run half of them each: what the cores give. The engine can't be better.",
    ],
    figures: [
      { what: "one loop", unit: "ms", values: times.loop },
      line("limit: two loops, half each", times.limit),
      isolated
        ? { ...line("thread pool", times.pool), aim: { of: "ratio", atLeast: aim } }
        : line("thread pool, no shared memory", times.pool),
      line("Comlink call per job", times.comlink),
      {
        what: "thread pool against the limit",
        unit: "ms",
        values: times.pool,
        baseline: times.limit,
        as: "times",
      },
    ],
  };
}
