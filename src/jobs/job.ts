/** The jobs there are: real work, each in a file of its own name. */
export type JobName = "fib" | "primes" | "matrix" | "mandelbrot" | "blur" | "hash" | "index";

/**
 * Real work. `run` is a generator that yields between small units (10 to 200 µs each on a 3 GHz core), so that
 * whoever drives it (`drive`) can sample the clock, notice a stop and hand the thread back; it returns a checksum.
 * Runs may take turns on one thread. All three functions throw a RangeError at once, naming job and size, for a size
 * that is not a whole number from 1 to `maxSize`.
 */
export interface Job {
  readonly name: JobName;
  /** What one unit of size is: "n of fib(n)", "rows of a product 192 wide". */
  readonly unit: string;
  /** Largest size a plan may ask for. */
  readonly maxSize: number;
  /** The same work every time: what looks random is seeded. */
  run(size: number): Generator<undefined, number, undefined>;
  /** The checksum (unsigned 32 bits) that `run(size)` must return, known without running it. */
  expected(size: number): number;
  /** Kernel units in a job of that size: what its duration is proportional to. Strictly increasing. */
  work(size: number): number;
}
