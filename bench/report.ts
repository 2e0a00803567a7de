import type { Load } from "./topics/loads.ts";

/** One measured thing: a line of a table. */
export interface Figure {
  readonly what: string;
  readonly unit: "ms" | "µs" | "%" | "M/s" | "kB" | "B" | "x";
  /** one per repeat */
  readonly values: readonly number[];
  /** what it is held against, measured in the same repeats; same length and unit as `values` */
  readonly baseline?: readonly number[];
  /** `times`: value / baseline, less is better. `speedup`: baseline / value, more is better. */
  readonly as?: "times" | "speedup";
  readonly aim?: Aim;
}

/** The bound holds for the median of the values, or of the ratios where `of` says so. */
export interface Aim {
  readonly of: "value" | "ratio";
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** One table. */
export interface Table {
  readonly title: string;
  /** what was done, and why it is an honest measurement; a sentence a line */
  readonly how: readonly string[];
  readonly figures: readonly Figure[];
}

/** What the figures were taken on. */
export interface MachineFacts {
  readonly cores: number;
  readonly isolated: boolean;
  /** ms */
  readonly clockStep: number;
  /** share of the cores that other programs took, 0 to 1, by the engine's probe; one per probe */
  readonly load: readonly number[];
}

/** What the bench page offers to the script that drives it. */
interface BenchPage {
  machine(): Promise<MachineFacts>;
  run(topic: string): Promise<readonly Table[]>;
  /** Puts a load on the machine whose CPU time can then be read; "none" only gets ready for the others. */
  load(name: Load | "none"): Promise<void>;
}

declare global {
  interface Window {
    bench?: BenchPage;
  }
}
