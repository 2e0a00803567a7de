import { type Marks, markOf } from "./overlap-args.ts";

/** What an event says of a slice: whole, its beginning, its end. */
type SlicePhase = "whole" | "begin" | "end";

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

interface Collector {
  /** Any value; what is no event is counted. */
  push(event: unknown): void;
  collected(): Collected;
}

/** Rows beyond these can't be told apart; a file that names more is broken, or means harm. */
const MOST_THREADS = 2000;
/** Characters of a name that anybody reads. */
const LONGEST_NAME = 200;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Takes events of the Trace Event Format (Chromium, "Trace Event Format", docs.google.com/document/d/
 * 1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU) one by one: X, B, E, the async b, e and their elders S and F, and
 * the names among M. Fields are read by their own names only, and names are kept in Maps: no key of a file
 * becomes a property.
 */
export function createCollector(): Collector {
  const processes = new Map<string, ChromeProcess>();
  const byProcess = new Map<string, Map<string, ChromeThread>>();
  const threads: ChromeThread[] = [];
  const asyncs: AsyncEnd[] = [];
  const counters = new Set<string>();
  const counts: Counts = {
    events: 0,
    badDurations: 0,
    unreadable: 0,
    notShown: 0,
    counters,
    tooMany: 0,
    totals: 0,
  };
  const intern = interner();

  const processOf = (pid: string): ChromeProcess => {
    const known = processes.get(pid);
    if (known !== undefined) return known;
    const made = { pid, name: undefined, order: 0, mark: undefined };
    processes.set(pid, made);
    return made;
  };
  const threadOf = (event: Fields): ChromeThread | undefined => {
    const pid = idOf(event.pid);
    const tid = idOf(event.tid);
    const own = byProcess.get(pid) ?? new Map<string, ChromeThread>();
    const known = own.get(tid);
    if (known !== undefined) return known;
    if (threads.length >= MOST_THREADS) return undefined;
    processOf(pid);
    const made = { pid, tid, name: undefined, order: 0, mark: undefined, slices: [] };
    byProcess.set(pid, own.set(tid, made));
    threads.push(made);
    return made;
  };

  const slice = (event: Fields, phase: SlicePhase, lasting: number) => {
    const at = numberOf(event.ts);
    if (Number.isNaN(at)) counts.unreadable += 1;
    else if (!(lasting >= 0)) counts.badDurations += 1;
    else {
      const thread = threadOf(event);
      if (thread === undefined) counts.tooMany += 1;
      else {
        const mark = markOf(event.args, "span");
        const name = intern(nameOf(event.name));
        thread.slices.push({ phase, at, lasting, name, category: intern(catOf(event)), mark });
      }
    }
  };

  const async = (event: Fields, phase: "begin" | "end") => {
    const at = numberOf(event.ts);
    if (Number.isNaN(at)) {
      counts.unreadable += 1;
      return;
    }
    const pid = idOf(event.pid);
    processOf(pid);
    const { args } = event;
    asyncs.push({
      phase,
      at,
      pid,
      key: asyncKey(event, pid),
      name: intern(nameOf(event.name)),
      category: intern(catOf(event)),
      span: markOf(args, "span"),
      task: markOf(args, "task"),
      lane: markOf(args, "lane"),
    });
  };

  const metadata = (event: Fields) => {
    const args = fieldsOf(event.args);
    switch (event.name) {
      case "process_name": {
        const process = processOf(idOf(event.pid));
        process.name = nameOf(args.name);
        process.mark = markOf(args, "side");
        return;
      }
      case "process_sort_index":
        processOf(idOf(event.pid)).order = numberOf(args.sort_index) || 0;
        return;
      case "thread_name":
      case "thread_sort_index": {
        const thread = threadOf(event);
        if (thread === undefined) return;
        if (event.name === "thread_sort_index") thread.order = numberOf(args.sort_index) || 0;
        else {
          thread.name = nameOf(args.name);
          thread.mark = markOf(args, "thread");
        }
        return;
      }
      default:
    }
  };

  return {
    push(value) {
      const event = fieldsOf(value);
      counts.events += 1;
      switch (event.ph) {
        case "X":
          if (isTotal(event)) {
            counts.totals += 1;
            return;
          }
          return slice(event, "whole", numberOf(event.dur));
        case "B":
          return slice(event, "begin", 0);
        case "E":
          return slice(event, "end", 0);
        case "b":
        case "S":
          return async(event, "begin");
        case "e":
        case "F":
          return async(event, "end");
        case "M":
          return metadata(event);
        case "C":
          counters.add(intern(nameOf(event.name) || "unnamed"));
          return;
        default:
          if (typeof event.ph === "string") counts.notShown += 1;
          else counts.unreadable += 1;
      }
    },
    collected: () => ({ processes, threads, asyncs, counts }),
  };
}

/** LLVM (clang and rustc -ftime-trace): "Total OptFunction", with how often and for how long on average. */
const isTotal = ({ name, args }: Fields): boolean =>
  typeof name === "string" && name.startsWith("Total ") && "avg ms" in fieldsOf(args);

/** By category, scope and id, as the format says; an `id2.local` means something within its process only. */
function asyncKey(event: Fields, pid: string): string {
  const id2 = fieldsOf(event.id2);
  const id = idOf(event.id ?? id2.global);
  const local = id2.local === undefined ? "" : `${pid} ${idOf(id2.local)}`;
  return `${catOf(event)} ${idOf(event.scope)} ${id} ${local}`;
}

const NOTHING: Fields = {};

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : NOTHING;

/** µs: 285 years, and small enough that its nanoseconds are whole numbers still. */
const LARGEST = 9e15;

/** Some writers put numbers into quotes. NaN for what is no number, or none that could be a time. */
function numberOf(value: unknown): number {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Math.abs(number) <= LARGEST ? number : Number.NaN;
}

const idOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? `${value}`.slice(0, LONGEST_NAME) : "";

const catOf = ({ cat }: Fields): string => (typeof cat === "string" ? cat : "");

function nameOf(value: unknown): string {
  if (typeof value !== "string") return "";
  return value.length > LONGEST_NAME ? `${value.slice(0, LONGEST_NAME - 1)}…` : value;
}

/** A million events share some hundred names: each is kept once, and as a text of its own, not a piece of the file. */
function interner(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const same = known.get(text);
    if (same !== undefined) return same;
    if (known.size < 100_000) known.set(text, text);
    return text;
  };
}
