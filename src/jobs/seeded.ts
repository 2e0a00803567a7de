/**
 * A seeded stream of unsigned 32-bit numbers, the same on every machine: mulberry32 (Tommy Ettinger, 2017, public
 * domain). Good enough for test images and matrices, useless for secrets.
 */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return (z ^ (z >>> 14)) >>> 0;
  };
}

/** Overwrites `values` with whole numbers 0 to 255 drawn from the seed. */
export function fillBytes(values: Uint8Array | Float64Array, seed: number): void {
  const next = seeded(seed);
  for (let i = 0; i < values.length; i++) values[i] = next() >>> 24;
}
