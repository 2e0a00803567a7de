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
  return { lanes, starts, ends };
}

function holesByLane(trace: Trace): readonly (readonly Hole[])[] {
  const holes: Hole[][] = trace.lanes.map(() => []);
  for (const span of trace.laneSpans) {
    if (span.state === "preempted") holes[span.lane]?.push(span);
  }
  return holes;
}
