import { cycleJob } from "./cycle.ts";

/** The picture: 8 x 4 tiles of 16 x 16 points on the rim of the set, row after row from the top left corner. */
export const TILE = 16;
export const TILES_ACROSS = 8;
export const LEFT = -0.74;
export const TOP = 0.24;
/** Between neighbouring points, in both directions. */
export const STEP = 1 / 8192;
export const MAX_ITERATIONS = 200;

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

/** The dearest tile takes six times as long as the cheapest: work counts iterations, not tiles. */
const tileIterations = [
  13655, 18321, 21438, 29097, 31458, 25354, 29342, 33169, 12474, 14892, 18583, 24615, 25158, 29818,
  17751, 21728, 8848, 15356, 13915, 16874, 22975, 20841, 26081, 13658, 5305, 11420, 12032, 13364,
  19508, 12256, 25292, 12238,
];

export const mandelbrotJob = cycleJob({
  name: "mandelbrot",
  unit: "tiles of 16 x 16 points",
  maxSize: 1_000_000,
  kernel: countTile,
  checksums: tileIterations,
  costs: tileIterations,
});
