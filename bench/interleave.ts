/**
 * Runs every case once per repeat, each repeat beginning with the next case, so that a busy minute or a warm cache
 * falls on all of them alike and the i-th values belong together.
 * @returns the results of each case, in the order of the repeats
 */
export async function interleave<K extends string, T>(
  repeats: number,
  cases: Readonly<Record<K, () => Promise<T> | T>>,
): Promise<Record<K, T[]>> {
  const names = Object.keys(cases) as K[];
  const results = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<K, T[]>;
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(repeat + i) % names.length];
      if (name !== undefined) results[name].push(await cases[name]());
    }
  }
  return results;
}

export const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
