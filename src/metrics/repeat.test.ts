import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNoisy, medianRun, summarise } from "./repeat.ts";
import { mean, percentile } from "./statistics.ts";

describe("summarise", () => {
  it("gives the median and the spread of repeats", () => {
    expect(summarise([110, 100, 90])).toEqual({ median: 100, min: 90, max: 110, spread: 0.2 });
    expect(summarise([4, 2])).toEqual({ median: 2, min: 2, max: 4, spread: 1 });
    expect(summarise([0, 0])).toEqual({ median: 0, min: 0, max: 0, spread: 0 });
    expect(summarise([])).toBeUndefined();
  });

  it("always takes the median from the values", () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
    fc.assert(fc.property(values, (v) => v.includes(summarise(v)?.median ?? Number.NaN)));
  });
});

describe("medianRun", () => {
  it("picks the run that has the median", () => {
    const runs = [{ ms: 9 }, { ms: 1 }, { ms: 5 }];
    expect(medianRun(runs, (r) => r.ms)).toBe(runs[2]);
    expect(medianRun([], () => 0)).toBeUndefined();
  });
});

describe("isNoisy", () => {
  it("marks repeats that differ by more than a tenth, and never a single run", () => {
    expect(isNoisy(summarise([100, 104, 109]))).toBe(false);
    expect(isNoisy(summarise([100, 104, 120]))).toBe(true);
    expect(isNoisy(summarise([100]))).toBe(false);
    expect(isNoisy(undefined)).toBe(false);
  });
});

describe("percentile", () => {
  it("takes the nearest rank", () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect([0, 1, 7, 50, 95, 99, 100].map((p) => percentile(hundred, p))).toEqual([
      1, 1, 7, 50, 95, 99, 100,
    ]);
    expect(percentile([15, 20, 35, 40, 50], 30)).toBe(20);
    expect(percentile([], 50)).toBe(0);
    expect(mean([])).toBe(0);
  });
});
