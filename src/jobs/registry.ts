import { blurJob } from "./blur.ts";
import { fibJob } from "./fibonacci.ts";
import { hashJob } from "./hash.ts";
import type { Job, JobName } from "./job.ts";
import { mandelbrotJob } from "./mandelbrot.ts";
import { matrixJob } from "./matrix-product.ts";
import { primesJob } from "./primes.ts";
import { indexJob } from "./word-index.ts";

/** Every job there is. */
export const JOBS: readonly Job[] = [
  fibJob,
  primesJob,
  matrixJob,
  mandelbrotJob,
  blurJob,
  hashJob,
  indexJob,
];

const byName: ReadonlyMap<string, Job> = new Map(JOBS.map((job) => [job.name, job]));

export const isJobName = (name: string): name is JobName => byName.has(name);

/** @throws TypeError if there is no such job (a plan from a file or a link may name anything) */
export function jobByName(name: JobName): Job {
  const job = byName.get(name);
  if (job !== undefined) return job;
  throw new TypeError(
    `job: there is no job "${name}", only ${JOBS.map((j) => j.name).join(", ")}.`,
  );
}
