import fc from "fast-check";
import { expect, it } from "vitest";
import { executing } from "../../metrics/counts.ts";
import { laneLinesOf } from "../scene/counting.ts";
import { STATES } from "../states-test-kit.ts";
import { pixelsOf } from "../time/pixels.ts";
import { timeScale } from "../time/scale.ts";
import { countGrid } from "./count-grid.ts";
import { countsOf, countsWithin } from "./count-steps.ts";
import { extremesOf } from "./extremes.ts";

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

it("is finer where little of a long trace is in sight", () => {
  const trace = STATES.find(({ name }) => name === "100 000 spans")?.props.trace;
  if (trace === undefined) throw new Error("no long trace in the gallery");
  const whole = countsOf(trace);
  const within = countsWithin(trace, laneLinesOf(trace), [12_000, 12_025], whole);
  const { at, count } = within.executing.steps ?? { at: [], count: [] };
  const truth = executing(trace);
  const heldAt = (time: number) => truth.filter((step) => step.at <= time).at(-1)?.count;
  const shown = (time: number) => count[Array.from(at).filter((t) => t <= time).length - 1];
  for (const time of [12_000.1, 12_003.5, 12_010.9, 12_017.05, 12_024.7]) {
    expect(shown(time)).toBe(heldAt(time));
  }
});
