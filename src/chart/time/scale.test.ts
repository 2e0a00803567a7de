import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant, instantOn, onPixels, timeScale } from "./scale.ts";
import { axisTicks } from "./ticks.ts";

describe("timeScale", () => {
  it("maps the ends of the domain to the ends of the range", () => {
    const scale = timeScale([100, 300], [50, 450]);
    expect([scale.x(100), scale.x(200), scale.x(300)]).toEqual([50, 250, 450]);
    expect(scale.time(250)).toBe(200);
  });

  it("maps the domain onto the range, in proportion, and is its own inverse", () => {
    const range = fc.tuple(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(range, ([from, length, share]) => {
        const scale = timeScale([from, from + length], [64, 1064]);
        const time = from + length * share;
        expect(scale.x(time)).toBeCloseTo(64 + 1000 * share, 3);
        expect((scale.time(scale.x(time)) - time) / length).toBeCloseTo(0, 6);
      }),
    );
  });

  it.each([
    [[0, 0.5], "µs", ["0", "100", "200", "300", "400", "500"]],
    [[0, 400], "ms", ["0", "100", "200", "300", "400"]],
    [[0, 2100], "ms", ["0", "500", "1000", "1500", "2000"]],
    [[0, 20_000], "s", ["0", "5", "10", "15", "20"]],
  ] as const)("labels %j in %s", (domain, unit, figures) => {
    const scale = timeScale(domain, [0, 380]);
    expect(scale.unit).toBe(unit);
    expect(scale.ticks.map(scale.figure)).toEqual(figures);
  });

  it.each([
    [[196_248.519, 196_250.079], 576],
    [[196_248.519, 196_250.079], 1152],
    [[350.1, 350.46], 1152],
    [[123.4567, 123.4582], 270],
    [[0, 1e12], 1152],
    [[0, 1e12], 270],
    [[1e12, 1e12 + 40], 1152],
    [[0, 400], 270],
  ] as const)("leaves room between the figures of %j on %i px", (domain, width) => {
    const scale = timeScale(domain, [128, 128 + width]);
    const widthOf = (tick: number) => 7 * scale.figure(tick).length;
    expect(scale.ticks.length).toBeGreaterThan(0);
    const places = axisTicks(scale, 128 + width + 20, (figure) => 7 * figure.length).map((tick) => {
      const half = widthOf(tick.time) / 2;
      const middle = scale.x(tick.time) + tick.shift;
      return [middle - half, middle + half] as const;
    });
    expect(Math.min(...places.map(([from]) => from))).toBeGreaterThanOrEqual(118);
    expect(Math.max(...places.map(([, to]) => to))).toBeLessThanOrEqual(128 + width + 20);
    places.slice(1).forEach(([left], i) => {
      expect(left - (places[i]?.[1] ?? 0)).toBeGreaterThanOrEqual(10);
    });
    const widest = Math.max(...scale.ticks.map(widthOf));
    if (places.length > 2) expect(scale.tickStep * scale.perMs).toBeGreaterThanOrEqual(widest + 16);
  });

  it("keeps a domain of no length and a chart of no width finite", () => {
    for (const domain of [
      [5, 5],
      [5, 4],
      [0, Number.MIN_VALUE],
    ] as const) {
      const scale = timeScale(domain, [64, 64]);
      const wide = timeScale(domain, [64, 1064]);
      const all = [scale.x(5), scale.time(64), ...scale.ticks, wide.x(0), wide.x(5), wide.time(70)];
      expect(all.every(Number.isFinite)).toBe(true);
    }
  });
});

describe("instants", () => {
  it("have as many digits as pixels can tell apart", () => {
    expect(instantOn(timeScale([0, 400], [0, 800]), 106)).toBe("106.0\u202fms");
    expect(instantOn(timeScale([0, 4000], [0, 400]), 106.4)).toBe("106\u202fms");
    expect(instantOn(timeScale([0, 20_000], [0, 1000]), 12_345)).toBe("12.35\u202fs");
  });

  it("are exact to the microsecond in a tooltip", () => {
    expect(instant(1920.1254)).toBe("1920.125\u202fms");
    expect(instant(40)).toBe("40\u202fms");
    expect(instant(12_400)).toBe("12\u202f400\u202fms");
  });
});

describe("onPixels", () => {
  it("moves a domain by half a device pixel at most, to where the left edge is between two of them", () => {
    const given = fc.tuple(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.constantFrom(1, 1.5, 2),
    );
    fc.assert(
      fc.property(given, ([from, length, dpr]) => {
        const [start, end] = onPixels([from, from + length], [128, 1280], dpr);
        const perMs = (1152 * dpr) / (from + length - from);
        expect(Math.abs(start - from) * perMs).toBeLessThanOrEqual(0.5 + 1e-6);
        expect(start * perMs).toBeCloseTo(Math.round(start * perMs), 3);
        expect(end - start).toBeCloseTo(length, 6);
      }),
    );
  });

  it("leaves a run shown from its beginning as it is", () => {
    expect(onPixels([0, 400], [128, 1280], 1)).toEqual([0, 400]);
  });
});
