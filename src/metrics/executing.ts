import type { LaneId, Ms, Trace } from "../trace/types.ts";

/** Stretches of time in which a lane executed a task: lane `lanes[i]` during [starts[i], ends[i]). */
interface Pieces {
  readonly lanes: readonly LaneId[];
  readonly starts: readonly Ms[];
  readonly ends: readonly Ms[];
}

interface Hole {
  readonly start: Ms;
  readonly end: Ms;
}

/**
 * Running spans without the holes in which the OS had taken the core away: on 8 lanes over 2 cores,
 * 8 tasks are running and 2 are executing. Ordered by start within each lane.
 */
export function executingPieces(trace: Trace): Pieces {
  const lanes: LaneId[] = [];
  const starts: Ms[] = [];
  const ends: Ms[] = [];
  const holes = holesByLane(trace);
  const passed = trace.lanes.map(() => 0);
  const add = (lane: LaneId, start: Ms, end: Ms) => {
    if (end <= start) return;
    lanes.push(lane);
    starts.push(start);
    ends.push(end);
  };
  for (const { state, start, end } of trace.spans) {
    if (state.is !== "running") continue;
    const own = holes[state.lane] ?? [];
    let from = start;
    let h = passed[state.lane] ?? 0;
    for (let hole = own[h]; hole !== undefined && hole.start < end; hole = own[h]) {
      if (hole.end > from) {
        add(state.lane, from, hole.start);
        from = hole.end;
      }
      if (hole.end > end) break; // it may reach into the lane's next span
      h += 1;
    }
    passed[state.lane] = h;
    add(state.lane, from, end);
  }
  const pieces = { lanes, starts, ends };
  return trace.lanes.some(({ thread }) => thread !== undefined) ? byThread(trace, pieces) : pieces;
}

/** A thread executes one thing at a time, on however many rows a file has its slices: pieces of its rows are joined. */
function byThread(trace: Trace, { lanes, starts, ends }: Pieces): Pieces {
  const joined: { readonly lane: LaneId; readonly start: Ms; end: Ms }[] = [];
  const last = new Map<LaneId, (typeof joined)[number]>();
  const order = [...lanes.keys()].sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0));
  for (const i of order) {
    const [row, start = 0, end = 0] = [lanes[i], starts[i], ends[i]];
    if (row === undefined) continue;
    const lane = trace.lanes[row]?.thread ?? row;
    const before = last.get(lane);
    if (before !== undefined && start <= before.end) before.end = Math.max(before.end, end);
    else {
      const piece = { lane, start, end };
      joined.push(piece);
      last.set(lane, piece);
    }
  }
  return {
    lanes: joined.map(({ lane }) => lane),
    starts: joined.map(({ start }) => start),
    ends: joined.map(({ end }) => end),
  };
}

function holesByLane(trace: Trace): readonly (readonly Hole[])[] {
  const holes: Hole[][] = trace.lanes.map(() => []);
  for (const span of trace.laneSpans) {
    if (span.state === "preempted") holes[span.lane]?.push(span);
  }
  return holes;
}
