import { describe, expect, it } from "vitest";
import { fromSketch } from "../trace/sketch/from-sketch.ts";
import { formatMetric, METRICS } from "./figures.ts";
import { formatBytes, formatCount, formatMs, formatRatio, formatShare } from "./format.ts";
import { measure } from "./measure.ts";

const plain = (text: string) => text.replaceAll("\u202F", " ");

describe("METRICS", () => {
  const metrics = measure(fromSketch("A 0~0|\nB q0!"), {
    against: { makespan: 6, how: "measured" },
    costs: { memoryPerLane: 1, memoryPerTask: 1 },
  });

  it("names every figure of a run by its path, once", () => {
    const at = (path: string) =>
      path.split(".").reduce<unknown>((o, key) => Reflect.get(Object(o), key), metrics);
    for (const { id, read } of METRICS) {
      const value = at(id);
      expect(read(metrics), id).toBe(
        typeof value === "object" ? Reflect.get(Object(value), "value") : value,
      );
    }
    expect(new Set(METRICS.map((m) => m.id)).size).toBe(METRICS.length);
    expect(new Set(METRICS.map((m) => m.id.split(".")[0]))).toEqual(new Set(Object.keys(metrics)));
  });

  it("explains each in one sentence, and reads none as undefined here", () => {
    for (const { explain, read, id } of METRICS) {
      expect(explain).toMatch(/^[A-Z][^.]*\.$/);
      expect(read(metrics), id).toBeTypeOf("number");
    }
  });

  it("reads what isn't known as undefined", () => {
    const bare = measure(fromSketch("L0 A"));
    const unknown = METRICS.filter((m) => m.read(bare) === undefined).map((m) => m.id);
    expect(unknown).toEqual(["speedup", "efficiency", "memoryEstimate"]);
  });
});

describe("formats", () => {
  it.each([
    [0, "0 ms"],
    [1920, "1.92 s"],
    [999.6, "1.00 s"],
    [999.4, "999 ms"],
    [50, "50.0 ms"],
    [1, "1.00 ms"],
    [0.9996, "1.00 ms"],
    [0.2, "200 µs"],
    [0.005, "5.00 µs"],
    [0.00002, "0.020 µs"],
    [1_020_000, "1020 s"],
    [12_345_678, "12 346 s"],
    [-12, "−12.0 ms"],
    [Number.NaN, "–"],
    [Number.POSITIVE_INFINITY, "–"],
  ])("formats %s ms as %s", (value, text) => {
    expect(plain(formatMs(value))).toBe(text);
  });

  it.each([
    [0, "0 B"],
    [512, "512 B"],
    [64 * 1024, "64.0 KiB"],
    [1023.9 * 1024, "1.00 MiB"],
    [10 * 1024 ** 2, "10.0 MiB"],
    [3.5 * 1024 ** 3, "3.50 GiB"],
    [Number.NaN, "–"],
  ])("formats %s bytes as %s", (value, text) => {
    expect(plain(formatBytes(value))).toBe(text);
  });

  it("formats counts, ratios and shares", () => {
    expect([0, 7, 1920, 12_400, 3.456, 0.5, Number.NaN].map((n) => plain(formatCount(n)))).toEqual([
      "0",
      "7",
      "1920",
      "12 400",
      "3.46",
      "0.500",
      "–",
    ]);
    expect([4.7, 0, 1.98, 123.4].map(formatRatio)).toEqual(["4.70×", "0×", "1.98×", "123×"]);
    expect([0, 0.5, 1, 0.9381].map((n) => plain(formatShare(n)))).toEqual([
      "0 %",
      "50.0 %",
      "100 %",
      "93.8 %",
    ]);
  });

  it("keeps figure and unit on one line", () => {
    expect(
      `${formatMs(1)}${formatBytes(1)}${formatShare(1)}${formatMetric(20_000, "tasks/s")}`,
    ).not.toContain(" ");
  });

  it.each([
    ["ms", "5.00 ms"],
    ["tasks/s", "5 /s"],
    ["tasks", "5"],
    ["lanes", "5"],
    ["count", "5"],
    ["share", "500 %"],
    ["bytes", "5 B"],
    ["ratio", "5.00×"],
  ] as const)("formats 5 in %s as %s", (unit, text) => {
    expect(plain(formatMetric(5, unit))).toBe(text);
  });
});
