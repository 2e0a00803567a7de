import { cycleJob } from "./cycle.ts";

/** Numbers per segment: a byte each, so that a segment stays in the core's first-level cache. */
export const SEGMENT = 2 ** 14;
const SEGMENTS = 32;

/** Primes up to the square root of SEGMENT * SEGMENTS = 2^19: every composite below has one of them as a factor. */
const smallPrimes: number[] = [];

function findSmallPrimes(): void {
  for (let n = 2; n * n <= SEGMENT * SEGMENTS; n++) {
    if (smallPrimes.every((p) => n % p !== 0)) smallPrimes.push(n);
  }
}

const isComposite = new Uint8Array(SEGMENT);

/** Sieve of Eratosthenes over [segment * SEGMENT, (segment + 1) * SEGMENT). Returns the sum of the primes in it. */
function sieve(segment: number): number {
  const from = segment * SEGMENT;
  isComposite.fill(0);
  for (const p of smallPrimes) {
    const firstMultiple = Math.max(p * p, Math.ceil(from / p) * p);
    for (let i = firstMultiple - from; i < SEGMENT; i += p) isComposite[i] = 1;
  }
  let sum = 0;
  for (let i = from === 0 ? 2 : 0; i < SEGMENT; i++) {
    if (isComposite[i] === 0) sum += from + i;
  }
  return sum >>> 0;
}

export const primesJob = cycleJob({
  name: "primes",
  unit: "segments of 16 384 numbers",
  maxSize: 1_000_000,
  prepare: findSmallPrimes,
  kernel: sieve,
  checksums: [
    14584641, 39472122, 62891569, 85339755, 108126081, 128814084, 149742821, 172622619, 192142784,
    212816564, 233745034, 253781071, 274633155, 295109046, 312691866, 331302831, 356199798,
    369488855, 391620158, 423010100, 430226823, 452550047, 466751204, 493009234, 499344916,
    531415418, 553560769, 559481786, 588003553, 607017760, 624085659, 649301862,
  ],
});
