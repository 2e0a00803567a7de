import type { AsyncEnd, ChromeProcess, ChromeThread, Collected, Counts } from "./collected.ts";
import {
  asyncKey,
  catOf,
  type Fields,
  fieldsOf,
  idOf,
  isTotal,
  nameOf,
  numberOf,
} from "./event-fields.ts";
import { createFileClock, type FileClock } from "./file-clock.ts";
import type { Edge } from "./match-ends.ts";
import { markOf } from "./overlap-args.ts";

interface Collector {
  /** Any value; what is no event is counted. */
  push(event: unknown): void;
  collected(): Collected;
}

/** Rows beyond these can't be told apart; a file that names more is broken, or means harm. */
const MOST_THREADS = 2000;
/** A million events share some hundred names. */
const MOST_NAMES = 100_000;

/** What is known of a file so far. Names are kept in Maps: no key of a file becomes a property. */
interface Collection {
  readonly processes: Map<string, ChromeProcess>;
  readonly byProcess: Map<string, Map<string, ChromeThread>>;
  readonly threads: ChromeThread[];
  readonly asyncs: AsyncEnd[];
  readonly counters: Set<string>;
  readonly counts: Counts;
  readonly names: Map<string, string>;
  readonly clock: FileClock;
}

/**
 * Takes events of the Trace Event Format (Chromium, "Trace Event Format", docs.google.com/document/d/
 * 1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU) one by one: X, B, E, the async b, e and their elders S and F, and
 * the names among M.
 */
export function createCollector(): Collector {
  const collection = createCollection();
  const { processes, threads, asyncs, counts, clock } = collection;
  return {
    push: (value) => take(collection, fieldsOf(value)),
    collected: () => ({ processes, threads, asyncs, counts, base: clock.base() }),
  };
}

function createCollection(): Collection {
  const counters = new Set<string>();
  return {
    processes: new Map(),
    byProcess: new Map(),
    threads: [],
    asyncs: [],
    counters,
    counts: {
      events: 0,
      badDurations: 0,
      unreadable: 0,
      notShown: 0,
      counters,
      tooMany: 0,
      totals: 0,
    },
    names: new Map(),
    clock: createFileClock(),
  };
}

function take(collection: Collection, event: Fields): void {
  const { counts, counters } = collection;
  counts.events += 1;
  switch (event.ph) {
    case "X":
      if (isTotal(event)) {
        counts.totals += 1;
        return;
      }
      return takeSlice(collection, event, "whole", numberOf(event.dur));
    case "B":
      return takeSlice(collection, event, "begin", 0);
    case "E":
      return takeSlice(collection, event, "end", 0);
    case "b":
    case "S":
      return takeAsync(collection, event, "begin");
    case "e":
    case "F":
      return takeAsync(collection, event, "end");
    case "M":
      return takeMetadata(collection, event);
    case "C":
      counters.add(intern(collection, nameOf(event.name) || "unnamed"));
      return;
    default:
      if (typeof event.ph === "string") counts.notShown += 1;
      else counts.unreadable += 1;
  }
}

function takeSlice(
  collection: Collection,
  event: Fields,
  phase: Edge["phase"],
  lasting: number,
): void {
  const { counts, clock } = collection;
  const at = clock.offset(event.ts);
  if (Number.isNaN(at)) counts.unreadable += 1;
  else if (!(lasting >= 0)) counts.badDurations += 1;
  else {
    const thread = threadOf(collection, event);
    if (thread === undefined) counts.tooMany += 1;
    else {
      const mark = markOf(event.args, "span");
      const name = intern(collection, nameOf(event.name));
      const category = intern(collection, catOf(event));
      thread.slices.push({ phase, at, lasting, name, category, mark });
    }
  }
}

function takeAsync(collection: Collection, event: Fields, phase: "begin" | "end"): void {
  const at = collection.clock.offset(event.ts);
  if (Number.isNaN(at)) {
    collection.counts.unreadable += 1;
    return;
  }
  const pid = idOf(event.pid);
  processOf(collection, pid);
  const { args } = event;
  collection.asyncs.push({
    phase,
    at,
    lasting: 0,
    pid,
    key: asyncKey(event, pid),
    name: intern(collection, nameOf(event.name)),
    category: intern(collection, catOf(event)),
    span: markOf(args, "span"),
    task: markOf(args, "task"),
    lane: markOf(args, "lane"),
  });
}

function takeMetadata(collection: Collection, event: Fields): void {
  const args = fieldsOf(event.args);
  switch (event.name) {
    case "process_name": {
      const process = processOf(collection, idOf(event.pid));
      process.name = nameOf(args.name);
      process.mark = markOf(args, "side");
      return;
    }
    case "process_labels":
      processOf(collection, idOf(event.pid)).labels = nameOf(args.labels);
      return;
    case "process_sort_index":
      processOf(collection, idOf(event.pid)).order = numberOf(args.sort_index) || 0;
      return;
    case "thread_name":
    case "thread_sort_index": {
      const thread = threadOf(collection, event);
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
}

function processOf({ processes }: Collection, pid: string): ChromeProcess {
  const known = processes.get(pid);
  if (known !== undefined) return known;
  const made = { pid, name: undefined, labels: undefined, order: 0, mark: undefined };
  processes.set(pid, made);
  return made;
}

function threadOf(collection: Collection, event: Fields): ChromeThread | undefined {
  const { byProcess, threads } = collection;
  const pid = idOf(event.pid);
  const tid = idOf(event.tid);
  const own = byProcess.get(pid) ?? new Map<string, ChromeThread>();
  const known = own.get(tid);
  if (known !== undefined) return known;
  if (threads.length >= MOST_THREADS) return undefined;
  processOf(collection, pid);
  const made = { pid, tid, name: undefined, order: 0, mark: undefined, slices: [] };
  byProcess.set(pid, own.set(tid, made));
  threads.push(made);
  return made;
}

/** Each name is kept once, and as a text of its own, not a piece of the file. */
function intern({ names }: Collection, text: string): string {
  const same = names.get(text);
  if (same !== undefined) return same;
  if (names.size < MOST_NAMES) names.set(text, text);
  return text;
}
