import { percentile } from "./statistics.ts";

/** Several measurements of one thing. */
export interface Summary {
  /** Always one of the values: of an even number of them, the lower middle one. */
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** (max - min) / median, a share; 0 if the median is 0 */
  readonly spread: number;
}

/** Undefined for no values. */
export function summarise(values: readonly number[]): Summary | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return undefined;
  const median = percentile(sorted, 50);
  return { median, min, max, spread: median === 0 ? 0 : (max - min) / Math.abs(median) };
}

/**
 * The run to show for several: that with the median of `value` (the first of equals), so that every figure beside it
 * is of one real run. Undefined for no runs.
 */
export function medianRun<R>(runs: readonly R[], value: (run: R) => number): R | undefined {
  const median = summarise(runs.map(value))?.median;
  return runs.find((run) => value(run) === median);
}

/**
 * Repeats that differ by more than a tenth are marked as noisy. On a quiet two-core machine, makespans of 50 ms jobs
 * differ by a few per cent; another busy process on one core doubles them.
 */
const NOISY_SPREAD = 0.1;

/** Whether repeats differ so much that their differences from other runs mean little. One run can't tell. */
export const isNoisy = (summary: Summary | undefined): boolean =>
  summary !== undefined && summary.spread > NOISY_SPREAD;
