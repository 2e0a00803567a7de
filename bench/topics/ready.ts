import { createPool, spawnWorkers } from "../../src/engine/pool.ts";
import type { Ms } from "../../src/trace/types.ts";
import { startEcho } from "../bare.ts";
import { interleave } from "../interleave.ts";
import type { Table } from "../report.ts";

const REPEATS = 15;
const COUNTS = [2, 4];

async function poolReady(count: number): Promise<Ms> {
  const start = performance.now();
  const pool = createPool(spawnWorkers);
  await pool.ensure(count);
  const took = performance.now() - start;
  pool.clear();
  return took;
}

async function bareReady(count: number): Promise<Ms> {
  const start = performance.now();
  const workers = Array.from({ length: count }, startEcho);
  await Promise.all(
    workers.map((worker) => {
      worker.postMessage(0);
      return new Promise((answered) => {
        worker.onmessage = answered;
      });
    }),
  );
  const took = performance.now() - start;
  for (const worker of workers) worker.terminate();
  return took;
}

/** Terminated workers take a moment to go: the next measurement must not pay for them. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/** Until every lane of a new pool has answered, against as many workers that only echo. */
export async function ready(): Promise<Table[]> {
  const tables: Table[] = [];
  for (const count of COUNTS) {
    const { bare, pool } = await interleave(REPEATS, {
      bare: () => settle().then(() => bareReady(count)),
      pool: () => settle().then(() => poolReady(count)),
    });
    tables.push({
      title: `Pool ready: ${count} lanes`,
      how: [
        "From the first new Worker() until the last lane has answered. Baseline: module workers whose script is one line, until each has answered a message.",
      ],
      figures: [
        { what: "bare workers", unit: "ms", values: bare },
        {
          what: "pool",
          unit: "ms",
          values: pool,
          baseline: bare,
          as: "times",
          aim: { of: "ratio", atMost: 1.2 },
        },
      ],
    });
  }
  return tables;
}
