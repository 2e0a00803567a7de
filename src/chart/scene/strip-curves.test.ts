import { describe, expect, it } from "vitest";
import { stripTops } from "./strip-curves.ts";

describe("stripTops", () => {
  it("shares a scale while both counts can be read on it", () => {
    expect(stripTops(4, 4)).toEqual([4, 4]);
    expect(stripTops(4, 2)).toEqual([4, 4]);
    expect(stripTops(100, 1)).toEqual([100, 1]);
    expect(stripTops(0, 0)).toEqual([1, 1]);
  });
});
