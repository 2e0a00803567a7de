import {
  type Lane,
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
import type { AsyncEnd, ChromeProcess, ChromeThread, Collected, Slice } from "./collected.ts";
import { type Closed, matchEnds } from "./match-ends.ts";
import { nest, type Placed } from "./nesting.ts";
import { waitKindOf } from "./wait-kind.ts";

/** What was understood in another way than it stands in the file, by how often. */
export interface Understood {
  /** slices inside of others, not drawn */
  readonly nested: number;
  /** slices without an end, drawn to the end of the trace */
  readonly open: number;
  /** names of ends without a beginning, left out */
  readonly strays: readonly string[];
  /** further rows of threads whose slices partly overlap */
  readonly overlapping: number;
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
  readonly placed: readonly Placed<Slice>[];
  /** 1, or more where slices partly overlap */
  readonly rows: number;
}

/**
 * What any program's threads did, as a Trace. A thread is a lane; each of its outermost slices is a task that ran
 * there and was done; slices that partly overlap are on lanes of their own, which are further rows of that thread.
 * Each async slice is a task that waited or was blocked, on no lane. Threads that did nothing are left out. The trace
 * keeps every invariant by construction: outermost slices of a row never overlap, and no task has more than one span.
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
  const matched = own.map((thread) => ({ thread, found: matchEnds(thread.slices, last) }));
  const busy = matched
    .filter(({ found }) => found.slices.some(({ start, end }) => ms(end) > ms(start)))
    .map(({ thread, found }) => placedOn(thread, nest(found.slices)))
    .sort((a, b) => byPlace(a.thread, b.thread, processes));
  const waiting = byKey(ends).map((edges) => matchEnds(edges, last));

  const pieces: Piece[] = [];
  let instants = 0;
  let nested = 0;
  const add = ({ start, end, event }: Closed<Slice | AsyncEnd>, state: SpanState) => {
    const piece = { start: ms(start), end: ms(end) };
    if (piece.end <= piece.start) instants += 1;
    else pieces.push({ ...piece, ...namesOf(event), state });
  };
  const lanes = lanesOf(busy, processes);
  let lane = 0;
  for (const { placed, rows } of busy) {
    const states = Array.from({ length: rows }, (_, row) => running(lane + row));
    for (const one of placed) {
      const state = states[one.row];
      if (one.depth > 0) nested += 1;
      else if (state !== undefined) add(one, state);
    }
    lane += rows;
  }
  for (const { slices } of waiting) for (const one of slices) add(one, waitOf(one.event));
  const all = [...matched.map(({ found }) => found), ...waiting];
  const drawnAs = (is: SpanState["is"]) => pieces.filter(({ state }) => state.is === is).length;
  return {
    trace: {
      version: 1,
      provenance,
      lanes,
      ...settledPieces(pieces),
      laneSpans: [],
      duration: Math.max(0, ms(last)),
    },
    understood: {
      nested,
      open: all.reduce((sum, { open }) => sum + open, 0),
      strays: all.flatMap(({ strays }) => strays),
      overlapping: lanes.length - busy.length,
      instants,
      waits: drawnAs("waiting"),
      untold: drawnAs("blocked"),
    },
  };
}

const running = (lane: number): SpanState => ({ is: "running", lane: laneId(lane) });

const placedOn = (thread: ChromeThread, placed: readonly Placed<Slice>[]): BusyThread => ({
  thread,
  placed,
  rows: placed.reduce((most, { row }) => Math.max(most, row + 1), 1),
});

/** Async ends that belong together, in the order of the file. */
function byKey(ends: readonly AsyncEnd[]): readonly (readonly AsyncEnd[])[] {
  const groups = new Map<string, AsyncEnd[]>();
  for (const end of ends) {
    const group = groups.get(end.key);
    if (group === undefined) groups.set(end.key, [end]);
    else group.push(end);
  }
  return [...groups.values()];
}

/** A lane for each row of each thread. */
function lanesOf(
  busy: readonly BusyThread[],
  processes: ReadonlyMap<string, ChromeProcess>,
): readonly Lane[] {
  const several = new Set(busy.map(({ thread }) => thread.pid)).size > 1;
  const lanes: Lane[] = [];
  for (const { thread, rows } of busy) {
    const first = laneId(lanes.length);
    const label = labelOf(thread, several ? processes.get(thread.pid) : undefined);
    lanes.push({ id: first, kind: "thread", label });
    for (let row = 1; row < rows; row += 1) {
      const id = laneId(lanes.length);
      lanes.push({ id, kind: "thread", label: `${label} (row ${row + 1})`, thread: first });
    }
  }
  return lanes;
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
  const named = process.name || numbered("process", process.pid);
  return `${thread} · ${process.labels ? `${named} (${process.labels})` : named}`;
}

const numbered = (what: string, id: string): string =>
  id === "" ? `unnamed ${what}` : `${what} ${id}`;
