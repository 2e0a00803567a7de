import type { Edge } from "./match-ends.ts";
import type { Marks } from "./overlap-args.ts";

/** One slice of a thread, or one end of it. Times in µs since the first event of the file. */
export interface Slice extends Edge {
  readonly category: string;
  readonly mark: Marks["span"] | undefined;
}

/** One end of something that goes on beside the threads. */
export interface AsyncEnd extends Edge {
  readonly pid: string;
  /** the same for the ends that belong together */
  readonly key: string;
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
  /** what tells processes of one name apart: "CPU", "GPU 0" */
  labels: string | undefined;
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
  /** µs, as in the file: what times count from */
  readonly base: number;
}
