import fc from "fast-check";
import { expect, it } from "vitest";
import { extremesOf } from "../canvas/strip-columns.ts";
import { pixelsOf } from "../time/pixels.ts";
import { timeScale } from "../time/scale.ts";
import { countGrid } from "./count-grid.ts";

const interval = fc
  .tuple(fc.nat(900), fc.integer({ min: 1, max: 100 }))
  .map(([start, length]) => [start, start + length] as const);

it("has the peak and, in every column, the extremes that counting by hand gives", () => {
  fc.assert(
    fc.property(fc.array(interval, { minLength: 1, maxLength: 80 }), (intervals) => {
      const starts = intervals.map(([start]) => start);
      const ends = intervals.map(([, end]) => end);
      const { peak, steps } = countGrid(starts, ends, 1000);
      const open = (time: number) => intervals.filter(([a, b]) => a <= time && time < b).length;
      expect(peak).toBe(Math.max(...starts.map(open)));
      const { low, high } = extremesOf(steps, pixelsOf(timeScale([0, 1000], [0, 100]), 1));
      for (let column = 0; column < 100; column++) {
        const inside = Array.from({ length: 10 }, (_, i) => open(10 * column + i));
        expect(high[column]).toBeGreaterThanOrEqual(Math.max(...inside));
        expect(low[column]).toBeLessThanOrEqual(Math.min(...inside));
        expect(high[column]).toBeLessThanOrEqual(Math.max(...inside, open(10 * column - 1)));
      }
    }),
  );
});
