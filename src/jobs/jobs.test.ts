import { describe, expect, it } from "vitest";
import { drive } from "./drive.ts";
import { JOBS } from "./registry.ts";
import type { Job } from "./types.ts";

const run = (job: Job, size: number) => drive(job.run(size), () => false);

describe.each(JOBS)("$name", (job) => {
  it.each([1, 2, 3, 22, 25])("returns the checksum known in advance for size %i", (size) => {
    expect(run(job, size)).toBe(job.expected(size));
  });
});
