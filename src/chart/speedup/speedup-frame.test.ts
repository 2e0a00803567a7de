import { describe, expect, test } from "vitest";
import { lanesAt, laneTicks, nameTags, speedupFrame, spread } from "./speedup-frame.ts";
import type { SpeedupPlotProps } from "./speedup-points.ts";

const props: SpeedupPlotProps = {
  label: "Speedup",
  most: 4,
  cores: 2,
  predicted: [1, 2, 2, 2].map((speedup, i) => ({ lanes: i + 1, speedup })),
  limit: [1, 2, 2, 2].map((speedup, i) => ({ lanes: i + 1, speedup })),
  longestFirst: [],
  measured: [],
  amdahl: [],
  usl: [],
};

test("every number of lanes has a tick while there is room, then 1 and round ones", () => {
  expect(laneTicks(4, 20)).toEqual([1, 2, 3, 4]);
  expect(laneTicks(16, 10)).toEqual([1, 2, 4, 6, 8, 10, 12, 14, 16]);
  expect(laneTicks(64, 10)).toEqual([1, 8, 16, 24, 32, 40, 48, 56, 64]);
});

test.each([320, 820, 1440])(
  "at %i px all parts lie inside, and pixels find their lanes",
  (width) => {
    const frame = speedupFrame(props, width);
    expect(frame.left).toBeGreaterThan(0);
    expect(frame.right).toBeLessThan(width);
    expect(frame.bottom).toBeLessThan(frame.height);
    for (const lanes of [1, 2, 3, 4]) expect(lanesAt(frame, frame.x(lanes) + 5)).toBe(lanes);
    expect(lanesAt(frame, -100)).toBe(1);
    expect(lanesAt(frame, 9999)).toBe(4);
  },
);

test("the scale holds all that was measured; a limit far above leaves through the top", () => {
  const point = { lanes: 2, speedup: 1.9, low: 1.5, high: 3, runs: 3, makespan: 1 };
  const high = (more: Partial<SpeedupPlotProps>) =>
    speedupFrame({ ...props, ...more }, 800).y.domain()[1] ?? 0;
  expect(high({ measured: [point] })).toBeGreaterThan(3);
  expect(high({ limit: [{ lanes: 4, speedup: 1000 }] })).toBeLessThan(10);
});

describe("names", () => {
  test("never touch, keep their order and stay where they can", () => {
    const places = [100, 101, 102, 200];
    const moved = spread(places, 16, 300);
    expect(moved).toEqual([85, 101, 117, 200]);
  });

  test("do not leave the plot at its lower end", () => {
    expect(spread([290, 295, 299], 16, 300)).toEqual([268, 284, 300]);
  });

  test("are pushed down by a group above them", () => {
    const moved = spread([10, 11, 12, 40], 16, 300);
    for (const [i, place] of moved.slice(1).entries()) {
      expect(place - (moved[i] ?? 0)).toBeGreaterThanOrEqual(16);
    }
  });

  test("there is one for each line that is drawn", () => {
    const tags = nameTags(props, speedupFrame(props, 800));
    expect(tags.map(({ key }) => key).sort()).toEqual(["limit", "predicted"]);
  });
});
