import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packLines } from "./pack.ts";

const intervals = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 20 })), {
    maxLength: 60,
  })
  .map((all) =>
    all
      .map(([start, length]) => ({ start, end: start + length }))
      .sort((a, b) => a.start - b.start),
  );

const overlap = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < Math.max(b.end, b.start + 1e-9) && b.start < Math.max(a.end, a.start + 1e-9);

describe("packLines", () => {
  it("reuses the lowest free line", () => {
    const lines = packLines([
      { start: 0, end: 10 },
      { start: 0, end: 4 },
      { start: 4, end: 6 },
      { start: 5, end: 9 },
      { start: 10, end: 11 },
    ]);
    expect([...lines]).toEqual([0, 1, 1, 2, 0]);
  });

  it("puts nothing that overlaps on one line, and needs no more lines than overlap at once", () => {
    fc.assert(
      fc.property(intervals, (all) => {
        const lines = packLines(all);
        all.forEach((a, i) => {
          all.slice(0, i).forEach((b, j) => {
            if (overlap(a, b)) expect(lines[i]).not.toBe(lines[j]);
          });
        });
        const deepest = Math.max(0, ...all.map((a) => all.filter((b) => coversStart(b, a)).length));
        expect(new Set(lines).size).toBe(deepest);
      }),
    );
  });

  it("does not reshuffle what it drew when the picture grows", () => {
    fc.assert(
      fc.property(intervals, fc.nat(60), (all, cut) => {
        const before = packLines(all.slice(0, cut));
        expect([...packLines(all)].slice(0, cut)).toEqual([...before]);
      }),
    );
  });
});

const coversStart = (b: { start: number; end: number }, a: { start: number }): boolean =>
  b.start <= a.start && a.start < Math.max(b.end, b.start + 1e-9);
