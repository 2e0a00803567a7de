import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drive } from "./drive.ts";
import type { Job, JobName } from "./job.ts";
import { isJobName, JOBS, jobByName } from "./registry.ts";

const run = (job: Job, size: number) => drive(job.run(size), () => false);

describe.each(JOBS)("$name", (job) => {
  it("returns the checksum known in advance, for every size up to 24 and some beyond a round of 32", () => {
    const sizes = Array.from({ length: 24 }, (_, i) => i + 1);
    if (job.name !== "fib") sizes.push(31, 32, 33, 64, 71);
    expect(sizes.map((size) => run(job, size))).toEqual(sizes.map((size) => job.expected(size)));
  });

  it("keeps checksums unsigned 32-bit numbers up to the largest size", () => {
    for (const size of [job.maxSize, job.maxSize - 1]) {
      const checksum = job.expected(size);
      expect(Number.isInteger(checksum) && checksum >= 0 && checksum < 2 ** 32).toBe(true);
    }
  });

  it("takes turns with itself on one thread", () => {
    const [a, b] = [job.run(22), job.run(23)];
    const results: number[] = [];
    for (const first = new Set([a, b]); first.size > 0; ) {
      for (const units of first) {
        const step = units.next();
        if (step.done !== true) continue;
        results.push(step.value);
        first.delete(units);
      }
    }
    expect(results.toSorted()).toEqual([job.expected(22), job.expected(23)].toSorted());
  });

  it("has more work the larger it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: job.maxSize - 1 }), (size) => {
        expect(job.work(size + 1)).toBeGreaterThan(job.work(size));
      }),
    );
    expect(Number.isSafeInteger(job.work(job.maxSize))).toBe(true);
  });

  it.each([0, -1, Number.NaN, 1.5, Number.POSITIVE_INFINITY, job.maxSize + 1])(
    "refuses size %s before anything runs",
    (size) => {
      const sentence = `Job "${job.name}" cannot have size ${size}: give a whole number from 1 to ${job.maxSize} (${job.unit}).`;
      expect(() => job.run(size)).toThrow(new RangeError(sentence));
      expect(() => job.expected(size)).toThrow(new RangeError(sentence));
      expect(() => job.work(size)).toThrow(new RangeError(sentence));
    },
  );

  it("is found by its name", () => {
    expect(jobByName(job.name)).toBe(job);
    expect(isJobName(job.name)).toBe(true);
  });
});

it("knows seven jobs, each once", () => {
  expect(JOBS.map((job) => job.name).toSorted()).toEqual([
    "blur",
    "fib",
    "hash",
    "index",
    "mandelbrot",
    "matrix",
    "primes",
  ]);
});

it("names the jobs there are when asked for another", () => {
  expect(isJobName("sleep")).toBe(false);
  expect(() => jobByName("sleep" as JobName)).toThrow(
    new TypeError(
      'job: there is no job "sleep", only fib, primes, matrix, mandelbrot, blur, hash, index.',
    ),
  );
});
