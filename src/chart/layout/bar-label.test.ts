import { describe, expect, it } from "vitest";
import { widestPiece } from "./bar-label.ts";

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
