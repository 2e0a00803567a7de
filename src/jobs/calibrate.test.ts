import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureRate, sizeFor } from "./calibrate.ts";
import { fibJob } from "./fibonacci.ts";
import type { Job } from "./job.ts";
import { primesJob } from "./primes.ts";
import { JOBS } from "./registry.ts";

/**
 * A machine of its own time: `job` has `maxSize` units of equal work, `cost(u)` tells how many ms the u-th unit ever
 * run takes, `now` reads the time that has gone by.
 */
function machine(cost: (u: number) => number, maxSize = 1_000_000) {
  let time = 1000;
  let ran = 0;
  const sizes: number[] = [];
  const job: Job = {
    name: "primes",
    unit: "units",
    maxSize,
    *run(size) {
      sizes.push(size);
      for (let i = 0; i < size; i++) {
        time += cost(ran++);
        yield;
      }
      return 0;
    },
    expected: () => 0,
    work: (size) => 3 * size,
  };
  return { job, now: () => time, sizes, elapsed: () => time - 1000 };
}

describe("measureRate", () => {
  it("is the time of a unit of work", () => {
    const { job, now } = machine(() => 0.05);
    expect(measureRate(job, now)).toBeCloseTo(0.05 / 3, 9);
  });

  it("leaves out the slow first runs", () => {
    const { job, now } = machine((u) => (u < 30 ? 0.8 : 0.05));
    expect(measureRate(job, now)).toBeCloseTo(0.05 / 3, 9);
  });

  it("takes the best window: what disturbs a run only makes it slower", () => {
    const { job, now, sizes } = machine(() => (sizes.length % 3 === 0 ? 0.05 : 0.06));
    expect(measureRate(job, now)).toBeCloseTo(0.05 / 3, 9);
  });

  it("warms up for 30 ms, then measures five windows of about 5 ms", () => {
    const { job, now, sizes, elapsed } = machine(() => 0.05);
    measureRate(job, now);
    expect(sizes.slice(-5)).toEqual([100, 100, 100, 100, 100]);
    expect(elapsed() - 25).toBeGreaterThanOrEqual(30);
    expect(elapsed() - 25).toBeLessThan(30 + 10);
  });

  it("warms up for 256 units where those take longer than 30 ms", () => {
    const { job, now } = machine((u) => (u < 256 ? 0.8 : 0.05));
    expect(measureRate(job, now)).toBeCloseTo(0.05 / 3, 9);
  });

  it("measures again when the code gets faster only while it measures", () => {
    const { job, now, sizes } = machine((u) => (u < 270 ? 0.8 : 0.05));
    expect(measureRate(job, now)).toBeCloseTo(0.05 / 3, 9);
    expect(sizes.slice(-4)).toEqual([100, 100, 100, 100]);
  });

  it("does as its options say", () => {
    const { job, now, sizes, elapsed } = machine(() => 0.05);
    measureRate(job, now, { warmUp: 100, window: 20, windows: 2 });
    expect(sizes.slice(-2)).toEqual([400, 400]);
    expect(elapsed() - 40).toBeGreaterThanOrEqual(100);
  });

  it("makes do with a job whose largest size is shorter than a window", () => {
    const { job, now, sizes } = machine(() => 0.05, 7);
    expect(measureRate(job, now)).toBeCloseTo(0.05 / 3, 9);
    expect(sizes.at(-1)).toBe(7);
  });

  it("says so when the clock stands still", () => {
    const { job, now } = machine(() => 0, 64);
    expect(() => measureRate(job, now)).toThrow(
      new RangeError('Job "primes" cannot be calibrated: the clock does not advance.'),
    );
  });

  it.each(JOBS)("finds a rate for $name on this machine", (job) => {
    const rate = measureRate(job, () => performance.now(), { warmUp: 1, window: 1, windows: 1 });
    expect(rate > 0 && Number.isFinite(rate)).toBe(true);
  });
});

describe("sizeFor", () => {
  it("finds the size nearest to the wanted time, and what it will take", () => {
    expect(sizeFor(primesJob, 50, 0.0625)).toEqual({ size: 800, estimate: 50 });
    expect(sizeFor(primesJob, 50, 0.08)).toEqual({ size: 625, estimate: 50 });
    expect(sizeFor(primesJob, 1, 0.3)).toEqual({ size: 3, estimate: 0.3 * 3 });
  });

  it("finds the n whose calls come nearest", () => {
    // fib(10) makes 177 calls, fib(11) 287
    expect(sizeFor(fibJob, 231, 1)).toEqual({ size: 10, estimate: 177 });
    expect(sizeFor(fibJob, 233, 1)).toEqual({ size: 11, estimate: 287 });
  });

  it("no neighbour is nearer, whatever the job", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...JOBS),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        fc.double({ min: 1e-7, max: 1, noNaN: true }),
        (job, ms, rate) => {
          const { size, estimate } = sizeFor(job, ms, rate);
          expect(estimate).toBe(rate * job.work(size));
          const miss = (s: number) => Math.abs(job.work(s) - ms / rate);
          if (size > 1) expect(miss(size)).toBeLessThanOrEqual(miss(size - 1));
          if (size < job.maxSize) expect(miss(size)).toBeLessThanOrEqual(miss(size + 1));
        },
      ),
    );
  });

  it("stops at the smallest and the largest size, which the estimate shows", () => {
    expect(sizeFor(primesJob, 0, 0.05)).toEqual({ size: 1, estimate: 0.05 });
    expect(sizeFor(primesJob, 1e9, 0.05)).toEqual({ size: 1_000_000, estimate: 50_000 });
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a time of %s ms", (ms) => {
    expect(() => sizeFor(primesJob, ms, 0.05)).toThrow(
      new RangeError(`Job "primes" cannot take ${ms} ms: give a time of 0 ms or more.`),
    );
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a rate of %s", (rate) => {
    expect(() => sizeFor(primesJob, 5, rate)).toThrow(
      new RangeError(
        `Job "primes" cannot take ${rate} ms per unit of work: its calibration failed.`,
      ),
    );
  });
});
