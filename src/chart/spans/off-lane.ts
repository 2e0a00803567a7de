import { type Lane, laneOf, type Ms, type Trace } from "../../trace/types.ts";
import { packLines } from "./pack.ts";

/** Home of what belongs to no one event loop: the queue of a pool, the waits of goroutines. */
export const SHARED = -1;

/** Spans on no lane, of one event loop or of all pool threads together, packed so that no two on a line overlap. */
export interface OffLane {
  /** a lane, or SHARED */
  readonly home: number;
  /** lines it takes: the number from `first` on */
  readonly first: number;
  readonly lines: number;
  /** whether anything waits for something else than a lane */
  readonly waits: boolean;
}

/** A stretch during which a task is on no lane: waiting, then ready to go on. Kept on one line. */
interface Episode {
  readonly start: Ms;
  end: Ms;
  readonly home: number;
  waits: boolean;
}

/**
 * Under each event loop what it has in flight; under all lanes what no loop owns.
 * @param lineOf line of each span; those of spans on no lane are written
 * @param first number of the first free line
 */
export function packOffLane(trace: Trace, lineOf: Int32Array, first: number): readonly OffLane[] {
  if (!lineOf.includes(-1)) return [];
  const { episodes, of } = episodesOf(trace);
  const homes = new Map<number, number[]>();
  for (const [i, { home }] of episodes.entries()) {
    const siblings = homes.get(home);
    if (siblings === undefined) homes.set(home, [i]);
    else siblings.push(i);
  }
  const lines = new Int32Array(episodes.length);
  let next = first;
  const groups = [...homes].map(([home, members]): OffLane => {
    const own = members.flatMap((i) => episodes[i] ?? []);
    const packed = packLines(own);
    let most = -1;
    for (const [i, member] of members.entries()) {
      const line = packed[i] ?? 0;
      lines[member] = next + line;
      most = Math.max(most, line);
    }
    const group = { home, first: next, lines: most + 1, waits: own.some(({ waits }) => waits) };
    next += most + 1;
    return group;
  });
  for (let i = 0; i < of.length; i++) {
    const episode = of[i] as number;
    if (episode >= 0) lineOf[i] = lines[episode] as number;
  }
  return groups;
}

/** In order of start, since spans are. `of`: the episode of each span, -1 on a lane. */
function episodesOf(trace: Trace): {
  readonly episodes: readonly Episode[];
  readonly of: Int32Array;
} {
  const of = new Int32Array(trace.spans.length).fill(-1);
  const loops = trace.lanes.filter(isLoop);
  const first = loops.length === 1 ? (loops[0]?.id ?? SHARED) : SHARED;
  const home = new Int32Array(trace.tasks.length).fill(first);
  const open = new Int32Array(trace.tasks.length).fill(-1);
  const episodes: Episode[] = [];
  trace.spans.forEach(({ task, state, start, end }, i) => {
    const lane = laneOf(state);
    if (lane !== undefined) {
      open[task] = -1;
      if (isLoop(trace.lanes[lane])) home[task] = lane;
      return;
    }
    const waits = state.is === "waiting" || state.is === "blocked";
    const current = episodes[open[task] ?? -1];
    if (current !== undefined && current.end >= start) {
      current.end = end;
      current.waits ||= waits;
    } else {
      open[task] = episodes.push({ start, end, home: home[task] ?? SHARED, waits }) - 1;
    }
    of[i] = open[task] ?? -1;
  });
  return { episodes, of };
}

const isLoop = (lane: Lane | undefined): boolean => lane?.kind === "event-loop";
