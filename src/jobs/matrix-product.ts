import { cycleJob } from "./cycle.ts";
import { fillBytes } from "./seeded.ts";

export const ROWS = 32;
export const WIDTH = 192;

/** Left factor, ROWS x WIDTH, and right factor, WIDTH x WIDTH, row after row: whole numbers from 0 to 255. */
const left = new Float64Array(ROWS * WIDTH);
const right = new Float64Array(WIDTH * WIDTH);
/** The row of the product being computed. Its entries stay below 192 * 255^2 = 12 484 800: exact. */
const row = new Float64Array(WIDTH);

export const LEFT_SEED = 1;
export const RIGHT_SEED = 2;

function fillFactors(): void {
  fillBytes(left, LEFT_SEED);
  fillBytes(right, RIGHT_SEED);
}

/**
 * Row r of left x right. Adds up multiples of the right factor's rows, which lie in memory in the order they are
 * read. Returns the sum of the entries, each weighted by its column counted from 1.
 */
function multiplyRow(r: number): number {
  row.fill(0);
  for (let k = 0; k < WIDTH; k++) {
    const factor = left[r * WIDTH + k] ?? 0;
    const start = k * WIDTH;
    for (let c = 0; c < WIDTH; c++) row[c] = (row[c] ?? 0) + factor * (right[start + c] ?? 0);
  }
  let sum = 0;
  for (let c = 0; c < WIDTH; c++) sum += (row[c] ?? 0) * (c + 1);
  return sum % 2 ** 32;
}

export const matrixJob = cycleJob({
  name: "matrix",
  unit: "rows of a product 192 wide",
  maxSize: 1_000_000,
  prepare: fillFactors,
  kernel: multiplyRow,
  checksums: [
    3756200327, 527069619, 59152900, 646215070, 4152585293, 3672614427, 2713435922, 1636623838,
    3471549497, 68687212, 2498901544, 3978499095, 1146547374, 2789847645, 2982057796, 2782491356,
    3053812106, 193883196, 3304768409, 628219821, 1344489543, 3785210298, 3570173059, 674167559,
    289469613, 562781554, 1157465528, 47952150, 560265187, 2488882646, 795759029, 1759560665,
  ],
});
