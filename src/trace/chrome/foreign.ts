import {
  laneId,
  type Ms,
  type Provenance,
  type Settlement,
  type Span,
  type SpanState,
  type Task,
  type Trace,
  taskId,
} from "../types.ts";
import type { ChromeProcess, ChromeThread, Collected } from "./collect-slices.ts";
import { type Outermost, outermostAsyncs, outermostSlices } from "./outermost.ts";
import { waitKindOf } from "./wait-kind.ts";

/** What was understood in another way than it stands in the file, by how often. */
export interface Understood {
  /** slices inside of others, not drawn */
  readonly nested: number;
  /** slices without an end, drawn to the end of the trace */
  readonly open: number;
  /** ends without a beginning, left out */
  readonly unopened: number;
  /** slices shorter than a nanosecond, left out */
  readonly instants: number;
  /** async slices whose names tell what they wait for, drawn as waits */
  readonly waits: number;
  /** those whose names don't, drawn as blocked */
  readonly untold: number;
}

interface Foreign {
  readonly trace: Trace;
  readonly understood: Understood;
}

interface Piece {
  readonly start: Ms;
  readonly end: Ms;
  readonly name: string;
  readonly category: string;
  readonly state: SpanState;
}

interface BusyThread {
  readonly thread: ChromeThread;
  readonly found: Outermost<{ readonly name: string; readonly category: string }>;
}

/**
 * What any program's threads did, as a Trace. A thread is a lane; each of its outermost slices is a task that ran
 * there and was done; each async slice is a task that waited or was blocked, on no lane. Threads that did nothing are
 * left out. The trace keeps every invariant by construction: outermost slices of a thread never overlap, and no task
 * has more than one span.
 * @param pids the processes it is made of
 */
export function foreignTrace(
  { threads, asyncs, processes }: Collected,
  pids: ReadonlySet<string>,
  provenance: Provenance,
): Foreign {
  const own = threads.filter(({ pid }) => pids.has(pid));
  const ends = asyncs.filter(({ pid }) => pids.has(pid));
  const [first, last] = extent(own, ends);
  const ms = (us: number): Ms => Math.round((us - first) * 1000) / 1e6;
  const busy = own
    .map((thread): BusyThread => ({ thread, found: outermostSlices(thread.slices, last) }))
    .filter(({ found }) => found.outer.some(({ start, end }) => ms(end) > ms(start)))
    .sort((a, b) => byPlace(a.thread, b.thread, processes));
  const waiting = outermostAsyncs(ends, last);

  const pieces: Piece[] = [];
  let instants = 0;
  const add = (found: Outermost<Named>, stateOf: (event: Named) => SpanState) => {
    for (const { start, end, event } of found.outer) {
      const piece = { start: ms(start), end: ms(end) };
      if (piece.end <= piece.start) instants += 1;
      else pieces.push({ ...piece, ...namesOf(event), state: stateOf(event) });
    }
  };
  for (const [lane, { found }] of busy.entries()) {
    const state = { is: "running", lane: laneId(lane) } as const;
    add(found, () => state);
  }
  add(waiting, waitOf);
  const several = new Set(busy.map(({ thread }) => thread.pid)).size > 1;
  const all = [...busy.map(({ found }) => found), waiting];
  const sum = (count: (one: Outermost<unknown>) => number) =>
    all.reduce((total, one) => total + count(one), 0);
  const drawnAs = (is: SpanState["is"]) => pieces.filter(({ state }) => state.is === is).length;
  return {
    trace: {
      version: 1,
      provenance,
      lanes: busy.map(({ thread }, i) => ({
        id: laneId(i),
        kind: "thread",
        label: labelOf(thread, several ? processes.get(thread.pid) : undefined),
      })),
      ...settledPieces(pieces),
      laneSpans: [],
      duration: Math.max(0, ms(last)),
    },
    understood: {
      nested: sum(({ nested }) => nested),
      open: sum(({ open }) => open),
      unopened: sum(({ unopened }) => unopened),
      instants,
      waits: drawnAs("waiting"),
      untold: drawnAs("blocked"),
    },
  };
}

interface Named {
  readonly name: string;
  readonly category: string;
}

/** Blocked on what it is called, where its names don't tell what it waits for. */
function waitOf(event: Named): SpanState {
  const on = waitKindOf(event);
  return on === undefined ? { is: "blocked", on: namesOf(event).name } : { is: "waiting", on };
}

/** "v8,devtools.timeline" is of the kind "v8". */
const namesOf = ({ name, category }: Named): Named => ({
  name: name === "" ? "unnamed" : name,
  category: category.split(",", 1)[0] || "slice",
});

/** As many kinds as there are tints; the rarest share the last. */
const MOST_KINDS = 8;

function kindsOf(pieces: readonly Piece[]): (category: string) => string {
  const counts = new Map<string, number>();
  for (const { category } of pieces) counts.set(category, (counts.get(category) ?? 0) + 1);
  if (counts.size <= MOST_KINDS) return (category) => category;
  const common = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_KINDS - 1);
  const kept = new Set(common.map(([category]) => category));
  return (category) => (kept.has(category) ? category : "other");
}

/** A task for each piece, numbered in order of start: so the spans are in order, too. */
function settledPieces(pieces: readonly Piece[]): Pick<Trace, "tasks" | "spans" | "settled"> {
  const kindOf = kindsOf(pieces);
  const tasks: Task[] = [];
  const spans: Span[] = [];
  const settled: Settlement[] = [];
  for (const { start, end, name, category, state } of [...pieces].sort(
    (a, b) => a.start - b.start,
  )) {
    const id = taskId(tasks.length);
    tasks.push({ id, label: name, kind: kindOf(category) });
    spans.push({ task: id, start, end, state });
    settled.push({ at: end, outcome: "done" });
  }
  return { tasks, spans, settled };
}

/** First and last µs of anything that is drawn. */
function extent(
  threads: readonly ChromeThread[],
  ends: readonly { readonly at: number }[],
): readonly [number, number] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  const reach = (from: number, to: number) => {
    if (from < first) first = from;
    if (to > last) last = to;
  };
  for (const { slices } of threads) {
    for (const { at, lasting } of slices) reach(at, at + lasting);
  }
  for (const { at } of ends) reach(at, at);
  return first <= last ? [first, last] : [0, 0];
}

/** By process, then thread, each as its own `sort_index` says, else by number. */
function byPlace(
  a: ChromeThread,
  b: ChromeThread,
  processes: ReadonlyMap<string, ChromeProcess>,
): number {
  const process = (pid: string) => processes.get(pid)?.order ?? 0;
  return (
    process(a.pid) - process(b.pid) ||
    byNumber(a.pid, b.pid) ||
    a.order - b.order ||
    byNumber(a.tid, b.tid)
  );
}

/** Numbers in their order, then what is none in its own. */
function byNumber(a: string, b: string): number {
  if (a === b) return 0;
  return numberIn(a) - numberIn(b) || (a < b ? -1 : 1);
}

const numberIn = (id: string): number =>
  Number.isNaN(Number(id)) ? Number.POSITIVE_INFINITY : Number(id);

function labelOf({ name, tid }: ChromeThread, process: ChromeProcess | undefined): string {
  const thread = name || numbered("thread", tid);
  if (process === undefined) return thread;
  return `${thread} · ${process.name || numbered("process", process.pid)}`;
}

const numbered = (what: string, id: string): string =>
  id === "" ? `unnamed ${what}` : `${what} ${id}`;
