import { describe, expect, it } from "vitest";
import { pixelsOf } from "../time/pixels.ts";
import { onPixels, timeScale } from "../time/scale.ts";
import { type Held, shiftOf, widestPiece } from "./paint.ts";

const bar = { x: 10, y: 2, width: 90, height: 16 };
const hole = (x: number, width: number) => ({ ...bar, x, width });

describe("where a bar's label goes", () => {
  it("is the whole bar where nothing cuts it", () => {
    expect(widestPiece(bar, [hole(100, 5), hole(0, 10)])).toEqual(bar);
  });

  it("is the widest piece between holes, before the first or after the last", () => {
    expect(widestPiece(bar, [hole(20, 5), hole(80, 5)])).toEqual(hole(25, 55));
    expect(widestPiece(bar, [hole(80, 5)])).toEqual(hole(10, 70));
    expect(widestPiece(bar, [hole(5, 20)])).toEqual(hole(25, 75));
  });
});

describe("a sheet is moved", () => {
  const range = [100, 800] as const;
  const facts = ["a trace", "its rows"];
  const shown = (from: number, length: number, more: Partial<Held> = {}): Held => {
    const domain = onPixels([from, from + length], range, 1);
    return { facts, pixels: pixelsOf(timeScale(domain, range), 1), ...more };
  };

  it("by whole columns, wherever the time axis begins", () => {
    expect(shiftOf(shown(0, 1000), shown(100, 1000))).toBe(70);
    expect(shiftOf(shown(1000 / 3, 1000), shown(0.1, 1000))).toBe(-233);
    expect(shiftOf(shown(77.7, 1000), shown(77.7, 1000))).toBe(0);
  });

  it("by no column where the way is shorter than half of one", () => {
    expect(shiftOf(shown(100, 1000), shown(100.5, 1000))).toBe(0);
  });

  it("neither to another scale, nor to other facts, nor to where nothing of it is seen", () => {
    const held = shown(0, 1000);
    expect(shiftOf(held, shown(0, 999))).toBeUndefined();
    expect(shiftOf(held, shown(100, 1000, { facts: ["a trace", "others"] }))).toBeUndefined();
    expect(shiftOf(held, shown(900, 1000))).toBeUndefined();
  });

  it("never to between two columns", () => {
    const between = pixelsOf(timeScale([100.5, 1100.5], range), 1);
    expect(shiftOf(shown(0, 1000), { facts, pixels: between })).toBeUndefined();
  });
});
