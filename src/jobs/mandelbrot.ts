import { cycleJob } from "./cycle.ts";

/** The picture: 8 x 4 tiles of 16 x 16 points in Seahorse Valley, the top left corner first. */
const TILE = 16;
const TILES_ACROSS = 8;
const LEFT = -0.77;
const TOP = 0.13;
/** Between neighbouring points: 1/2048 is exact, so every machine computes the same points. */
const STEP = 1 / 2048;
const MAX_ITERATIONS = 200;

/** How often z = z^2 + c may be repeated from z = 0 until |z| > 2, at most MAX_ITERATIONS. */
function iterations(cx: number, cy: number): number {
  let x = 0;
  let y = 0;
  let n = 0;
  while (n < MAX_ITERATIONS && x * x + y * y <= 4) {
    const nextX = x * x - y * y + cx;
    y = 2 * x * y + cy;
    x = nextX;
    n++;
  }
  return n;
}

/** Returns the iterations of all points in the tile: both its checksum and what it costs. */
function countTile(tile: number): number {
  const left = LEFT + (tile % TILES_ACROSS) * TILE * STEP;
  const top = TOP - Math.floor(tile / TILES_ACROSS) * TILE * STEP;
  let sum = 0;
  for (let y = 0; y < TILE; y++) {
    for (let x = 0; x < TILE; x++) sum += iterations(left + x * STEP, top - y * STEP);
  }
  return sum;
}

/** Tiles inside the set take four times as long as those outside: work counts iterations, not tiles. */
const tileIterations = [
  6136, 6068, 8561, 36570, 50724, 51200, 51200, 51200, 7818, 6496, 8309, 35850, 51200, 51200, 51200,
  51200, 11991, 6957, 10073, 39855, 51200, 51200, 51200, 51200, 20305, 7534, 12278, 43580, 51200,
  51200, 51200, 51200,
];

export const mandelbrotJob = cycleJob({
  name: "mandelbrot",
  unit: "tiles of 16 x 16 points",
  maxSize: 1_000_000,
  kernel: countTile,
  checksums: tileIterations,
  costs: tileIterations,
});
