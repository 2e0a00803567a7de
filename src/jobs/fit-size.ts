import type { Job } from "./job.ts";

/**
 * Refuses sizes that no job of this kind has.
 * @throws RangeError unless `size` is a whole number from 1 to the job's `maxSize`
 */
export function checkSize(job: Pick<Job, "name" | "unit" | "maxSize">, size: number): void {
  if (Number.isInteger(size) && size >= 1 && size <= job.maxSize) return;
  throw new RangeError(
    `Job "${job.name}" cannot have size ${size}: give a whole number from 1 to ${job.maxSize} (${job.unit}).`,
  );
}
