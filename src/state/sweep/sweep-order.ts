import { randomFrom } from "../../plan/random.ts";

/**
 * How many lanes each run of a sweep has, in the order of the runs. Every round measures each of 1 to `most` lanes
 * once, in a random order of its own (a randomised block design), so that a machine that warms up or slows down
 * favours no number of lanes, and a sweep that is stopped has measured all of them about as often. One lane opens the
 * first round: every speedup is against it.
 *
 * @param seed same seed, same order
 */
export function sweepOrder(most: number, rounds: number, seed: number): readonly number[] {
  const random = randomFrom(seed);
  const lanes = Array.from({ length: most }, (_, i) => i + 1);
  return Array.from({ length: rounds }, (_, round) => {
    const order = shuffled(lanes, random);
    return round === 0 ? [1, ...order.filter((n) => n !== 1)] : order;
  }).flat();
}

/** Fisher and Yates's shuffle: every order is as likely as any other. */
function shuffled(values: readonly number[], random: () => number): readonly number[] {
  const mixed = [...values];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [mixed[last], mixed[other]];
    if (a !== undefined && b !== undefined) [mixed[last], mixed[other]] = [b, a];
  }
  return mixed;
}
