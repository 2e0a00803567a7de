import {
  type Lane,
  type LaneSpan,
  laneOf,
  type Ms,
  type Span,
  type Trace,
} from "../trace/types.ts";
import { packLines } from "./pack.ts";

export type RowsBy = "threads" | "tasks";

/**
 * One labelled row. A line is a run of spans that never overlap, so that marks, hits and arrow keys can
 * bisect it; a lane or a task has one line, waits in flight have as many as overlap.
 *
 * ```
 * Event loop  ████░░███        row "lane:0", one line
 * waits       ╱╱╱╱╱╱╱╱         row "away:0", line 0
 *             ╱╱╱╱                           line 1
 * ```
 */
export interface Row {
  /** The same for the same row of a measured and a predicted trace. */
  readonly key: string;
  readonly kind: "lane" | "away" | "task";
  readonly label: string;
  /** indices into `trace.spans`, each line in order of start: 8 bytes a span at most */
  readonly lines: readonly (readonly number[])[];
  /** indices into `trace.laneSpans`: pre-emptions of what the row shows, start-up of its lane */
  readonly gaps: readonly number[];
}

/** Rows of a trace, from top to bottom. Lanes and tasks without spans have (empty) rows too. */
export function rowsOf(trace: Trace, by: RowsBy): readonly Row[] {
  switch (by) {
    case "threads":
      return byThread(trace);
    case "tasks":
      return byTask(trace);
    default:
      return by satisfies never;
  }
}

function byThread(trace: Trace): readonly Row[] {
  const lines = laneLines(trace);
  const gaps = group(trace.lanes.length, trace.laneSpans, (s) => (isGap(s) ? s.lane : undefined));
  const away = awayRows(trace);
  const rows = trace.lanes.flatMap((lane): Row[] => {
    const under = away.get(lane.id);
    const row: Row = {
      key: `lane:${lane.id}`,
      kind: "lane",
      label: lane.label,
      lines: [lines[lane.id] ?? []],
      gaps: gaps[lane.id] ?? [],
    };
    return under === undefined ? [row] : [row, under];
  });
  const shared = away.get(SHARED);
  return shared === undefined ? rows : [...rows, shared];
}

function byTask(trace: Trace): readonly Row[] {
  const lines = group(trace.tasks.length, trace.spans, (s) => s.task);
  const lanes = laneLines(trace);
  const gaps = group(trace.tasks.length, trace.laneSpans, (s) =>
    s.state === "preempted" ? spanAt(trace, lanes[s.lane] ?? [], s.start)?.task : undefined,
  );
  return trace.tasks.map((task) => ({
    key: `task:${task.id}`,
    kind: "task",
    label: task.label,
    lines: [lines[task.id] ?? []],
    gaps: gaps[task.id] ?? [],
  }));
}

const isGap = (span: LaneSpan): boolean => span.state !== "idle";

const laneLines = (trace: Trace): number[][] =>
  group(trace.lanes.length, trace.spans, (span) => laneOf(span.state));

/** Indices of `items` by the group each falls into; items of no group are left out. */
function group<T>(
  count: number,
  items: readonly T[],
  into: (item: T) => number | undefined,
): number[][] {
  const groups = Array.from({ length: count }, (): number[] => []);
  items.forEach((item, i) => {
    const at = into(item);
    if (at !== undefined) groups[at]?.push(i);
  });
  return groups;
}

/** Index within `line` of the last span that starts at or before `time`; -1 when all start later. */
export function lastStarted(trace: Trace, line: readonly number[], time: Ms): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    const span = trace.spans[line[mid] ?? -1];
    if (span !== undefined && span.start <= time) low = mid + 1;
    else high = mid;
  }
  return low - 1;
}

function spanAt(trace: Trace, line: readonly number[], time: Ms): Span | undefined {
  const span = trace.spans[line[lastStarted(trace, line, time)] ?? -1];
  return span !== undefined && time < span.end ? span : undefined;
}

/** A stretch during which a task is on no lane: waiting, then ready to go on. Kept on one line. */
interface Episode {
  readonly start: Ms;
  end: Ms;
  readonly home: number;
  readonly spans: number[];
}

/** Home of what belongs to no one event loop: the queue of a pool, the waits of goroutines. */
const SHARED = -1;

/** Under each event loop what it has in flight; under all lanes what no loop owns. */
function awayRows(trace: Trace): ReadonlyMap<number, Row> {
  const homes = new Map<number, Episode[]>();
  for (const episode of episodesOf(trace)) {
    const siblings = homes.get(episode.home);
    if (siblings === undefined) homes.set(episode.home, [episode]);
    else siblings.push(episode);
  }
  return new Map(
    [...homes].map(([home, episodes]) => [
      home,
      {
        key: `away:${home}`,
        kind: "away",
        label: awayLabel(trace, episodes),
        lines: linesOf(episodes),
        gaps: [],
      },
    ]),
  );
}

/** In order of start, since spans are. */
function episodesOf(trace: Trace): readonly Episode[] {
  const loops = trace.lanes.filter(isLoop);
  const first = loops.length === 1 ? (loops[0]?.id ?? SHARED) : SHARED;
  const home = new Int32Array(trace.tasks.length).fill(first);
  const open: (Episode | undefined)[] = [];
  const episodes: Episode[] = [];
  trace.spans.forEach((span, i) => {
    const lane = laneOf(span.state);
    if (lane !== undefined) {
      open[span.task] = undefined;
      if (isLoop(trace.lanes[lane])) home[span.task] = lane;
      return;
    }
    const current = open[span.task];
    if (current !== undefined && current.end >= span.start) {
      current.end = span.end;
      current.spans.push(i);
      return;
    }
    const at = home[span.task] ?? SHARED;
    const episode: Episode = { start: span.start, end: span.end, home: at, spans: [i] };
    open[span.task] = episode;
    episodes.push(episode);
  });
  return episodes;
}

const isLoop = (lane: Lane | undefined): boolean => lane?.kind === "event-loop";

function linesOf(episodes: readonly Episode[]): readonly (readonly number[])[] {
  const at = packLines(episodes);
  const lines: number[][] = [];
  episodes.forEach((episode, i) => {
    const line = at[i] ?? 0;
    const spans = lines[line];
    if (spans === undefined) lines[line] = [...episode.spans];
    else spans.push(...episode.spans);
  });
  return lines;
}

/** "queue" where tasks only queue, "waits" as soon as one waits for something else than a lane. */
function awayLabel(trace: Trace, episodes: readonly Episode[]): string {
  const waits = episodes.some((episode) =>
    episode.spans.some((i) => {
      const state = trace.spans[i]?.state.is;
      return state === "waiting" || state === "blocked";
    }),
  );
  return waits ? "waits" : "queue";
}
