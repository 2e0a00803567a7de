import { cycleJob } from "./cycle.ts";
import { fillBytes } from "./seeded.ts";

/** The picture: 8 x 4 tiles of 32 x 32 grey values from 0 to 255, seeded noise. */
export const TILE = 32;
const TILES_ACROSS = 8;
export const WIDTH = TILE * TILES_ACROSS;
export const HEIGHT = TILE * 4;
export const PICTURE_SEED = 3;
const picture = new Uint8Array(WIDTH * HEIGHT);

/** A bell curve over 9 pixels: row 8 of Pascal's triangle, which sums to 2^8. */
const WEIGHTS = Uint8Array.of(1, 8, 28, 56, 70, 56, 28, 8, 1);
const RADIUS = 4;

/** The tile and RADIUS rows above and below it, blurred across but not yet down: sums below 2^16. */
const across = new Uint16Array((TILE + 2 * RADIUS) * TILE);

/** Beyond an edge the picture goes on with the pixel at the edge. */
const clamp = (i: number, length: number): number => Math.min(Math.max(i, 0), length - 1);

/** Gaussian blur is separable: across, then down, costs 2 x 9 multiplications a pixel in place of 9 x 9. */
function blurAcross(left: number, top: number): void {
  for (let y = 0; y < TILE + 2 * RADIUS; y++) {
    const row = clamp(top + y - RADIUS, HEIGHT) * WIDTH;
    for (let x = 0; x < TILE; x++) {
      let sum = 0;
      for (let i = 0; i < WEIGHTS.length; i++) {
        sum += (WEIGHTS[i] ?? 0) * (picture[row + clamp(left + x + i - RADIUS, WIDTH)] ?? 0);
      }
      across[y * TILE + x] = sum;
    }
  }
}

/** Returns the sum of the blurred pixels, each weighted by its place in the tile counted from 1. */
function blurDown(): number {
  let checksum = 0;
  for (let at = 0; at < TILE * TILE; at++) {
    let sum = 0;
    for (let i = 0; i < WEIGHTS.length; i++) {
      sum += (WEIGHTS[i] ?? 0) * (across[at + i * TILE] ?? 0);
    }
    checksum += (sum >>> 16) * (at + 1);
  }
  return checksum;
}

function blurTile(tile: number): number {
  blurAcross((tile % TILES_ACROSS) * TILE, Math.floor(tile / TILES_ACROSS) * TILE);
  return blurDown();
}

export const blurJob = cycleJob({
  name: "blur",
  unit: "tiles of 32 x 32 pixels",
  maxSize: 1_000_000,
  prepare: () => fillBytes(picture, PICTURE_SEED),
  kernel: blurTile,
  checksums: [
    67495736, 65939565, 68373461, 67053054, 65451766, 64360587, 68089558, 66748953, 67282250,
    67242070, 66566090, 68763272, 68863940, 66162194, 65707203, 69786618, 66436203, 67187815,
    67828977, 66419766, 66400612, 67242189, 68390491, 65862011, 69568206, 66157082, 66554460,
    65162500, 67536912, 66578648, 64317737, 66355677,
  ],
});
