import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  TILE as BLUR_TILE,
  blurJob,
  HEIGHT,
  PICTURE_SEED,
  WIDTH as PICTURE_WIDTH,
} from "./blur.ts";
import { CORPUS } from "./corpus.ts";
import { drive } from "./drive.ts";
import { fibJob } from "./fibonacci.ts";
import { fillBlock, hashBlock, hashJob } from "./hash.ts";
import type { Job } from "./job.ts";
import {
  LEFT,
  MAX_ITERATIONS,
  mandelbrotJob,
  STEP,
  TILE,
  TILES_ACROSS,
  TOP,
} from "./mandelbrot.ts";
import { LEFT_SEED, matrixJob, RIGHT_SEED, ROWS, WIDTH } from "./matrix-product.ts";
import { primesJob, SEGMENT } from "./primes.ts";
import { fillBytes, seeded } from "./seeded.ts";
import { indexJob, PASSAGE, STRIDE } from "./word-index.ts";

/** Every kernel against its definition, computed here by another way. */

const UNITS = 32;
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const sumOf = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0);
const times = (a: number, b: number): number => Number((BigInt(a) * BigInt(b)) % 2n ** 32n);

/** One run per unit more: what the last unit added is that unit's checksum. */
function unitChecksums(job: Job): number[] {
  const sums = upTo(UNITS + 1).map((n) => (n === 0 ? 0 : (drive(job.run(n), () => false) ?? -1)));
  return upTo(UNITS).map((u) => ((sums[u + 1] ?? 0) - (sums[u] ?? 0)) >>> 0);
}

function expectUnits(job: Job, reference: (u: number) => number): void {
  expect(unitChecksums(job)).toEqual(upTo(UNITS).map((u) => reference(u) % 2 ** 32));
}

const bytes = (seed: number, length: number): number[] => {
  const next = seeded(seed);
  return upTo(length).map(() => next() >>> 24);
};

it("fib: Binet's formula, and work as the calls of the textbook function", () => {
  const phi = (1 + Math.sqrt(5)) / 2;
  let calls = 0;
  const counted = (n: number): number => {
    calls++;
    return n < 2 ? n : counted(n - 1) + counted(n - 2);
  };
  for (const n of [1, 2, 3, 10, 19, 20, 21, 22, 25]) {
    calls = 0;
    counted(n);
    expect(fibJob.work(n)).toBe(calls);
    expect(drive(fibJob.run(n), () => false)).toBe(Math.round(phi ** n / Math.sqrt(5)));
  }
  expect(fibJob.expected(47)).toBe(2_971_215_073);
});

it("fib: pauses after each leaf of the tree of calls", () => {
  const pauses = (n: number): number => (n <= 20 ? 1 : pauses(n - 1) + pauses(n - 2));
  let ticks = 0;
  drive(fibJob.run(27), () => {
    ticks++;
    return false;
  });
  expect(ticks).toBe(pauses(27));
});

it("primes: trial division", () => {
  const isPrime = (n: number): boolean => {
    for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
    return n >= 2;
  };
  expectUnits(primesJob, (u) => {
    const numbers = upTo(SEGMENT).map((i) => u * SEGMENT + i);
    return sumOf(numbers.filter(isPrime));
  });
});

it("matrix: a triple loop over plain arrays", () => {
  const left = bytes(LEFT_SEED, ROWS * WIDTH);
  const right = bytes(RIGHT_SEED, WIDTH * WIDTH);
  const entry = (r: number, c: number): number =>
    sumOf(upTo(WIDTH).map((k) => (left[r * WIDTH + k] ?? 0) * (right[k * WIDTH + c] ?? 0)));
  expectUnits(matrixJob, (r) => sumOf(upTo(WIDTH).map((c) => entry(r, c) * (c + 1))));
});

describe("mandelbrot", () => {
  const iterations = (re: number, im: number, z: readonly number[] = [0, 0], n = 0): number => {
    const [x = 0, y = 0] = z;
    if (n === MAX_ITERATIONS || x ** 2 + y ** 2 > 4) return n;
    return iterations(re, im, [x ** 2 - y ** 2 + re, 2 * x * y + im], n + 1);
  };
  const tile = (u: number): number => {
    const [column, row] = [u % TILES_ACROSS, Math.floor(u / TILES_ACROSS)];
    const points = upTo(TILE * TILE).map((i) => [i % TILE, Math.floor(i / TILE)] as const);
    return sumOf(
      points.map(([x, y]) =>
        iterations(LEFT + column * TILE * STEP + x * STEP, TOP - row * TILE * STEP - y * STEP),
      ),
    );
  };

  it("the definition, point by point", () => {
    expectUnits(mandelbrotJob, tile);
  });

  it("has the iterations as its work", () => {
    expect(mandelbrotJob.work(UNITS + 1)).toBe(sumOf(upTo(UNITS).map(tile)) + tile(0));
  });
});

it("blur: the 9 x 9 weights at once, pixel by pixel", () => {
  const picture = bytes(PICTURE_SEED, PICTURE_WIDTH * HEIGHT);
  const weights = [1, 8, 28, 56, 70, 56, 28, 8, 1];
  const pixel = (x: number, y: number): number => {
    const inX = Math.min(Math.max(x, 0), PICTURE_WIDTH - 1);
    const inY = Math.min(Math.max(y, 0), HEIGHT - 1);
    return picture[inY * PICTURE_WIDTH + inX] ?? 0;
  };
  const blurred = (x: number, y: number): number =>
    Math.floor(
      sumOf(
        weights.map((wy, j) =>
          sumOf(weights.map((wx, i) => wx * wy * pixel(x + i - 4, y + j - 4))),
        ),
      ) /
        2 ** 16,
    );
  expectUnits(blurJob, (u) => {
    const [left, top] = [(u % 8) * BLUR_TILE, Math.floor(u / 8) * BLUR_TILE];
    return sumOf(
      upTo(BLUR_TILE ** 2).map(
        (i) => (i + 1) * blurred(left + (i % BLUR_TILE), top + Math.floor(i / BLUR_TILE)),
      ),
    );
  });
});

it("hash: SHA-256 of node:crypto", () => {
  fillBlock();
  expectUnits(hashJob, (u) => createHash("sha256").update(hashBlock(u)).digest().readUInt32BE(0));
});

describe("index", () => {
  const words = CORPUS.toLowerCase().match(/[a-z]+/g) ?? [];
  const fnv1a = (word: string): number =>
    [...word].reduce((h, ch) => times(h ^ ch.charCodeAt(0), 16_777_619) >>> 0, 2_166_136_261);

  it("a Map from word to places", () => {
    expectUnits(indexJob, (passage) => {
      const index = new Map<string, number[]>();
      for (let place = 1; place <= PASSAGE; place++) {
        const word = words[(passage * STRIDE + place - 1) % words.length] ?? "";
        index.set(word, [place, ...(index.get(word) ?? [])]);
      }
      return sumOf(
        [...index].map(([word, places]) =>
          times(fnv1a(word), sumOf(places.map((place, rank) => place * (rank + 1)))),
        ),
      );
    });
  });

  it("no two words share a hash, so that the index may compare hashes for words", () => {
    const different = new Set(words);
    expect(new Set([...different].map(fnv1a)).size).toBe(different.size);
    expect(different.size).toBe(606);
  });
});

it("seeded: the published first values of mulberry32", () => {
  const next = seeded(0);
  expect([next(), next(), next()]).toEqual([1_144_304_738, 1_416_247, 958_946_056]);
  const values = new Uint8Array(3);
  fillBytes(values, 0);
  expect([...values]).toEqual([1_144_304_738, 1_416_247, 958_946_056].map((v) => v >>> 24));
});
