/** The jobs there are: real work, each in a file of its own name. */
export type JobName = "fib" | "primes" | "matrix" | "mandelbrot" | "blur" | "hash" | "index";

/**
 * Real work. `run` is a generator that yields between small units (well under a millisecond each), so that
 * whoever drives it can sample the clock, notice a stop and hand the thread back; it returns a checksum.
 */
export interface Job {
  readonly name: JobName;
  /** What one unit of size is: "n of fib(n)", "rows of a 192 x 192 product". */
  readonly unit: string;
  /** Largest size a plan may ask for. */
  readonly maxSize: number;
  /** @throws RangeError for a size that is not a whole number from 1 to `maxSize` */
  run(size: number): Generator<undefined, number, undefined>;
  /** The checksum (unsigned 32 bits) that `run(size)` must return, known without running it. */
  expected(size: number): number;
  /** Kernel units in a job of that size: what its duration is proportional to. Strictly increasing. */
  work(size: number): number;
}
