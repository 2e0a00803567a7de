import { checkSize } from "./fit-size.ts";
import type { Job, JobName } from "./job.ts";

/** A job made of small units that come round again: unit u + units is unit u. */
interface Cycle {
  readonly name: JobName;
  readonly unit: string;
  readonly maxSize: number;
  /** Fills the buffers the kernel reads, once, before the first unit: loading the module stays cheap. */
  readonly prepare?: () => void;
  /**
   * Does unit `u` (0 to checksums.length - 1) from beginning to end and returns its checksum. It must depend on
   * nothing but `u`: several runs take turns on one thread and share the kernel's buffers.
   */
  readonly kernel: (u: number) => number;
  /** What the kernel must return for each unit: unsigned 32 bits, derived in the tests by another way. */
  readonly checksums: readonly number[];
  /** What each unit costs in the kernel's own steps; absent: every unit costs 1. */
  readonly costs?: readonly number[];
}

/** `sums[k]` is the sum of the first k values; the last entry is the total. */
function prefixSums(values: readonly number[]): number[] {
  const sums = [0];
  let sum = 0;
  for (const value of values) {
    sum += value;
    sums.push(sum);
  }
  return sums;
}

/**
 * The job whose size counts units. Checksums add up (mod 2^32), so that of any size is known in advance: whole
 * rounds times the total, plus the first few of the next round.
 */
export function cycleJob(cycle: Cycle): Job {
  const { kernel, checksums } = cycle;
  const units = checksums.length;
  const sums = prefixSums(checksums);
  const costs = prefixSums(cycle.costs ?? checksums.map(() => 1));
  let prepared = false;

  function* driveUnits(size: number): Generator<undefined, number, undefined> {
    let sum = 0;
    for (let i = 0; i < size; i++) {
      sum = (sum + kernel(i % units)) >>> 0;
      yield;
    }
    return sum;
  }

  /** Sum over the first `size` units, from the sums over one round; exact below 2^53. */
  const overRounds = (prefix: readonly number[], size: number): number =>
    Math.floor(size / units) * (prefix[units] ?? 0) + (prefix[size % units] ?? 0);

  return {
    name: cycle.name,
    unit: cycle.unit,
    maxSize: cycle.maxSize,
    run(size) {
      checkSize(cycle, size);
      if (!prepared) cycle.prepare?.();
      prepared = true;
      return driveUnits(size);
    },
    expected(size) {
      checkSize(cycle, size);
      return overRounds(sums, size) % 2 ** 32;
    },
    work(size) {
      checkSize(cycle, size);
      return overRounds(costs, size);
    },
  };
}
