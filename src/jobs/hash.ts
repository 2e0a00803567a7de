import { sha256 } from "@noble/hashes/sha2.js";
import { cycleJob } from "./cycle.ts";
import { fillBytes } from "./seeded.ts";

const BLOCK = 8 * 1024;
const block = new Uint8Array(BLOCK);

/** Block u is 8 KiB of seeded noise that begins with the byte u. Returns the one buffer, refilled. */
export function hashBlock(u: number): Uint8Array {
  block[0] = u;
  return block;
}

export const fillBlock = (): void => fillBytes(block, 256);

/** First 32 bits of the block's SHA-256 (FIPS 180-4), big-endian. */
function firstWord(u: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(hashBlock(u));
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

export const hashJob = cycleJob({
  name: "hash",
  unit: "blocks of 8 KiB",
  maxSize: 1_000_000,
  prepare: fillBlock,
  kernel: firstWord,
  checksums: [
    3217546444, 3159080416, 3667069518, 3078590635, 1602859755, 3503003002, 2564499029, 3229315843,
    1196353108, 328595167, 4204434208, 797396967, 2237288775, 415606467, 2268761110, 1411811229,
    4067609633, 451803345, 342084131, 73442519, 3233440686, 1991568869, 2860279099, 1004041086,
    95244100, 4169796024, 1386789805, 913914017, 1492263620, 166825607, 460237113, 1740670892,
  ],
});
