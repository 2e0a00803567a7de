import type { Ms } from "../trace/types.ts";
import { drive } from "./drive.ts";
import type { Job } from "./job.ts";

interface CalibrationOptions {
  /** Least time spent before anything is measured: the JIT compiles meanwhile (first calls cost 15 to 80 x steady ones). */
  readonly warmUp?: Ms;
  /** Wanted length of a measured run. Where the clock is coarse, some 50 of its steps. */
  readonly window?: Ms;
  /** Measured runs; the best one counts, because whatever else the machine does only ever makes a run slower. */
  readonly windows?: number;
}

/**
 * Least units run before anything is measured. The JIT counts executed code, not time: on a busy machine 30 ms went by
 * with the sieve still interpreted, 20 x slower than ever after. Steady code runs 600 units in 30 ms.
 */
const WARM_UP_UNITS = 256;

/** A window this much faster than the best before means that the code was not yet compiled: measuring starts again. */
const IMPROVEMENT = 0.9;

/**
 * Milliseconds per unit of `job.work` on the thread that calls. Takes about warmUp + windows * window, 55 ms; longer
 * while the code still gets faster.
 * @param now a monotonic clock; it is also read after every unit, as lanes do
 * @throws RangeError if the clock does not advance
 */
export function measureRate(job: Job, now: () => Ms, options: CalibrationOptions = {}): number {
  const { warmUp = 30, window = 5, windows = 5 } = options;
  const warm = warmUpRate(job, now, warmUp, window);
  let best = Number.POSITIVE_INFINITY;
  for (let steady = 0; steady < windows; ) {
    const { size } = sizeFor(job, window, Math.min(warm, best));
    const rate = timedRun(job, size, now).took / job.work(size);
    steady = rate < IMPROVEMENT * best ? 1 : steady + 1;
    best = Math.min(best, rate);
  }
  return best;
}

/** Runs ever larger jobs until they are warm and one fills half a window. Returns the last one's rate. */
function warmUpRate(job: Job, now: () => Ms, warmUp: Ms, window: Ms): number {
  const start = now();
  let units = 0;
  for (let size = 1; ; ) {
    const run = timedRun(job, size, now);
    units += run.units;
    const filled = run.took >= window / 2 || size === job.maxSize;
    const warm = units >= WARM_UP_UNITS && now() - start >= warmUp;
    if (filled && warm) return run.took / job.work(size);
    if (filled && run.took <= 0) {
      throw new RangeError(`Job "${job.name}" cannot be calibrated: the clock does not advance.`);
    }
    if (!filled) size = Math.max(size + 1, nearestSize(job, 2 * job.work(size)));
  }
}

/** Runs the job as a lane would: never stopped, the clock read after every unit. */
function timedRun(job: Job, size: number, now: () => Ms): { took: Ms; units: number } {
  let units = 0;
  const start = now();
  drive(job.run(size), () => {
    units++;
    now();
    return false;
  });
  return { took: now() - start, units };
}

/**
 * The size whose duration comes nearest to `ms`, and the duration to expect of it. Sizes are whole units (fib: each
 * next n takes 1.618 times as long), so read `estimate`; it also tells when the job's smallest or largest size was hit.
 * @param rate ms per unit of work, from `measureRate`
 * @throws RangeError if `ms` is negative or not finite, or `rate` is not positive and finite
 */
export function sizeFor(job: Job, ms: Ms, rate: number): { size: number; estimate: Ms } {
  if (!(ms >= 0 && ms < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`Job "${job.name}" cannot take ${ms} ms: give a time of 0 ms or more.`);
  }
  if (!(rate > 0 && rate < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `Job "${job.name}" cannot take ${rate} ms per unit of work: its calibration failed.`,
    );
  }
  const size = nearestSize(job, ms / rate);
  return { size, estimate: rate * job.work(size) };
}

/** The size with work nearest to `work`; of two equally near, the smaller. Binary search: work grows with size. */
function nearestSize(job: Job, work: number): number {
  let [low, high] = [1, job.maxSize];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (job.work(middle) < work) low = middle + 1;
    else high = middle;
  }
  const over = job.work(low) - work;
  return low > 1 && work - job.work(low - 1) <= over ? low - 1 : low;
}
