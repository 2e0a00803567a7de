import type { FlameNode } from "flame-chart-js";
import { type LaneId, laneId, type Ms, type Span, type Trace } from "../src/trace/types.ts";

/** As many nodes in as many levels: its rows are levels of nesting, so the rows of a lane become a level each. */
export function asFlames(trace: Trace): readonly FlameNode[] {
  const lanes = trace.lanes.length;
  const byLane: Span[][] = trace.lanes.map(() => []);
  for (const span of trace.spans) {
    if (span.state.is === "running") byLane[span.state.lane]?.push(span);
  }
  const nodeAt = (i: number, lane: LaneId, from: Ms, to: Ms): FlameNode => ({
    name: "job",
    type: "job",
    start: from,
    duration: to - from,
    ...(lane + 1 < lanes ? { children: [nodeAt(i, laneId(lane + 1), from, to)] } : {}),
  });
  return (byLane[0] ?? []).map(({ start, end }, i) => nodeAt(i, laneId(0), start, end));
}
