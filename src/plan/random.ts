import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Uniform numbers in [0, 1). */
export type Random = () => number;

/**
 * The generator of that seed: same seed, same numbers, in every browser. Only `plan()` draws from it, so that
 * all execution models get the same work. Seeds count modulo 2^32.
 */
export function randomFrom(seed: number): Random {
  const generator = xoroshiro128plus(seed | 0);
  // The first number of every small seed is 0.9999999...: its state is mostly ones. 2^64 draws on, seeds have parted.
  generator.jump();
  return () => uniformFloat64(generator);
}

/** Uniform in [low, high). */
export const between = (random: Random, low: number, high: number): number =>
  low + (high - low) * random();
