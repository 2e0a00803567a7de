import { describe, expect, it } from "vitest";
import { pixelsOf } from "../time/pixels.ts";
import { onPixels, timeScale } from "../time/scale.ts";
import { type Held, shiftOf } from "./paint.ts";

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
