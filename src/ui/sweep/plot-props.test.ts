import { expect, test } from "vitest";
import type { Forecast } from "../../state/sweep/forecast.ts";
import { fitSweep } from "../../state/sweep/sweep-fit.ts";
import { plotProps } from "./plot-props.ts";

const line = (...speedups: number[]) => speedups.map((speedup, i) => ({ lanes: i + 1, speedup }));
const forecast: Forecast = {
  cores: 2,
  oneLane: 400,
  total: 1000,
  chain: 10,
  predicted: line(1, 2, 2, 2),
  limit: line(1, 2, 2, 2),
  longestFirst: line(1, 2, 2, 2),
};
const shown = (...speedups: number[]) => {
  const points = line(...speedups).map((point) => ({
    ...point,
    low: point.speedup,
    high: point.speedup,
    runs: 1,
    makespan: 1,
  }));
  const fit = fitSweep(points, forecast.predicted);
  return plotProps({ label: "", most: 4, cores: 2, forecast, points, fit, now: undefined });
};

test("a fitted law is drawn with its knee; the USL only where it is another curve", () => {
  const props = shown(1, 1.9, 1.88, 1.9);
  expect(props.amdahl).toHaveLength(4);
  expect(props.knee?.lanes).toBe(2);
  expect(props.usl).toEqual([]);
  expect(props.measured[1]?.serial).toBeCloseTo(1 / 19, 3);
});

test("a law that the points lie far off is not drawn, nor is its knee", () => {
  expect(shown(1, 3.4, 1.2, 0.9)).toMatchObject({ amdahl: [], usl: [] });
  expect(shown(1, 3.4, 1.2, 0.9).knee).toBeUndefined();
});

test("the schedule that meets the limit is not drawn over it", () => {
  expect(shown(1).longestFirst).toEqual([]);
  const uneven = { ...forecast, longestFirst: line(1, 1.8, 2, 2) };
  const props = plotProps({
    label: "",
    most: 4,
    cores: 2,
    forecast: uneven,
    points: [],
    fit: undefined,
    now: undefined,
  });
  expect(props.longestFirst).toEqual(uneven.longestFirst);
});
