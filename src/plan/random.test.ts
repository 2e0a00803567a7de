import fc from "fast-check";
import { expect, test } from "vitest";
import { between, randomFrom } from "./random.ts";

const draw = (seed: number, count = 5): number[] => {
  const random = randomFrom(seed);
  return Array.from({ length: count }, random);
};

test("the same seed gives the same numbers, another seed others", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 2 }), (seed) => {
      expect(draw(seed)).toEqual(draw(seed));
      expect(draw(seed)).not.toEqual(draw(seed + 1));
    }),
  );
});

test("numbers are spread over [0, 1)", () => {
  const numbers = draw(1, 2000);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  const tenths = new Set(numbers.map((n) => Math.floor(n * 10)));
  expect(tenths.size).toBe(10);
});

test("the first numbers of neighbouring seeds are spread too: 1, 2, 3 are the seeds people try", () => {
  const firsts = Array.from({ length: 1000 }, (_, seed) => draw(seed, 1)[0] ?? 0);
  const tenths = Array.from({ length: 10 }, (_, i) =>
    firsts.filter((n) => Math.floor(n * 10) === i),
  );
  for (const tenth of tenths) expect(tenth.length).toBeGreaterThan(50);
});

test("seed 1 gives the numbers it always gave: a link must not change its work", () => {
  expect(draw(1, 3)).toMatchInlineSnapshot(`
    [
      0.5516269059277428,
      0.9171766928384073,
      0.8382188006730045,
    ]
  `);
});

test("between stays inside its bounds, and is the bound where they are equal", () => {
  const random = randomFrom(3);
  for (let i = 0; i < 1000; i++) {
    const x = between(random, -5, 7);
    expect(x).toBeGreaterThanOrEqual(-5);
    expect(x).toBeLessThan(7);
  }
  expect(between(random, 20, 20)).toBe(20);
});
