import type { Marks } from "./overlap-args.ts";

/** What an event says of a slice: whole, its beginning, its end. */
export type SlicePhase = "whole" | "begin" | "end";

/** One slice of a thread, or one end of it. Times in µs, as in the file. */
export interface Slice {
  readonly phase: SlicePhase;
  readonly at: number;
  /** 0 but of whole ones */
  readonly lasting: number;
  readonly name: string;
  readonly category: string;
  readonly mark: Marks["span"] | undefined;
}

/** One end of something that goes on beside the threads. */
export interface AsyncEnd {
  readonly phase: "begin" | "end";
  readonly at: number;
  readonly pid: string;
  /** the same for the ends that belong together */
  readonly key: string;
  readonly name: string;
  readonly category: string;
  readonly span: Marks["span"] | undefined;
  readonly task: Marks["task"] | undefined;
  readonly lane: Marks["lane"] | undefined;
}

export interface ChromeThread {
  readonly pid: string;
  readonly tid: string;
  name: string | undefined;
  order: number;
  mark: Marks["thread"] | undefined;
  readonly slices: Slice[];
}

export interface ChromeProcess {
  readonly pid: string;
  name: string | undefined;
  order: number;
  mark: Marks["side"] | undefined;
}

/** What was found, and what was left out of it, by how often. */
export interface Counts {
  events: number;
  /** with a negative duration, or none that is a number */
  badDurations: number;
  /** without a time, or no event at all */
  unreadable: number;
  /** instants, flows, samples: known, and not what a timeline of lanes shows */
  notShown: number;
  /** names of counters, whose values are not shown either */
  readonly counters: ReadonlySet<string>;
  /** of threads beyond the most there may be */
  tooMany: number;
  /** sums over the whole run that LLVM writes as slices of threads that never were */
  totals: number;
}

export interface Collected {
  readonly processes: ReadonlyMap<string, ChromeProcess>;
  readonly threads: readonly ChromeThread[];
  readonly asyncs: readonly AsyncEnd[];
  readonly counts: Readonly<Counts>;
}
