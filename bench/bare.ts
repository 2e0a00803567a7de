import { type Remote, wrap } from "comlink";
import type { JobName } from "../src/jobs/job.ts";
import type { Ms } from "../src/trace/types.ts";
import type { ComlinkApi } from "./workers/comlink.ts";
import type { Answer, Question } from "./workers/protocol.ts";

export const startBare = (): Worker =>
  new Worker(new URL("./workers/bare.ts", import.meta.url), { type: "module" });

export const startEcho = (): Worker =>
  new Worker(new URL("./workers/echo.ts", import.meta.url), { type: "module" });

export const startComlink = (): Worker =>
  new Worker(new URL("./workers/comlink.ts", import.meta.url), { type: "module" });

/** One question, one answer; a worker is asked one at a time. */
export function ask(worker: Worker, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(`A bare worker failed: ${message}`));
    worker.postMessage(question, "port" in question ? [question.port] : []);
  });
}

/** `counts[i]` jobs on worker i, all at the same time. @returns first start to last end */
export async function bareLoops(
  workers: readonly Worker[],
  job: JobName,
  size: number,
  counts: readonly number[],
): Promise<Ms> {
  const gate = new SharedArrayBuffer(4);
  const answers = await Promise.all(
    counts.map((count, i) => {
      const worker = workers[i];
      if (worker === undefined) throw new Error("There are fewer bare workers than loops.");
      return ask(worker, { ask: "loop", job, size, count, gate, parties: counts.length });
    }),
  );
  return Math.max(...answers.map((a) => a.end)) - Math.min(...answers.map((a) => a.start));
}

/** A pool of one Comlink call per job: each worker gets the next when the page hears of its last. */
export async function comlinkPool(
  apis: readonly Remote<ComlinkApi>[],
  job: JobName,
  size: number,
  count: number,
): Promise<Ms> {
  let left = count;
  const start = performance.now();
  const work = async (api: Remote<ComlinkApi>): Promise<void> => {
    while (left-- > 0) await api.run(job, size);
  };
  await Promise.all(apis.map(work));
  return performance.now() - start;
}

export const comlinkApi = (worker: Worker): Remote<ComlinkApi> => wrap<ComlinkApi>(worker);
