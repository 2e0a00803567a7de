/** 0 for no values. */
export const total = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0);

/** 0 for no values. */
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : total(values) / values.length;

/**
 * The p-th percentile by nearest rank: the smallest value such that at least p % of all are no larger, so it is
 * always one of the values. Of 20 values p95 is the 19th and p99 the 20th; 0 for no values.
 * @param sorted ascending
 * @param p 0 to 100
 */
export function percentile(sorted: readonly number[], p: number): number {
  // Rounded first: 0.07 * 100 is 7.000000000000001 in floating point, and its ceiling would be a rank too high.
  const rank = Math.ceil(Number(((p / 100) * sorted.length).toFixed(9)));
  return sorted[Math.max(rank, 1) - 1] ?? 0;
}
