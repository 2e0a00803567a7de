import { laneId, type Span, type Trace, taskId } from "../types.ts";

/** Lanes that are busy all along, four fifths of the time: gaps and lengths vary, evenly. */
export function manySpans(count: number, lanes: number): Trace {
  const random = seeded(count);
  const each = Math.ceil(count / lanes);
  const spans: Span[] = [];
  const ends = new Float64Array(lanes);
  const tasks = Math.ceil(count / 10);
  for (let i = 0; i < each; i++) {
    for (let lane = 0; lane < lanes; lane++) {
      const start = ends[lane] ?? 0;
      const length = 0.4 + 0.8 * random();
      ends[lane] = start + length + 0.4 * random();
      const task = taskId((i * lanes + lane) % tasks);
      spans.push({
        task,
        start,
        end: start + length,
        state: { is: "running", lane: laneId(lane) },
      });
    }
  }
  spans.sort((a, b) => a.start - b.start || a.task - b.task);
  const duration = Math.max(...ends);
  return {
    version: 1,
    provenance: { kind: "predicted", cores: lanes, seed: count },
    lanes: Array.from({ length: lanes }, (_, i) => ({
      id: laneId(i),
      kind: "thread",
      label: `Thread ${i + 1}`,
    })),
    tasks: Array.from({ length: tasks }, (_, i) => ({
      id: taskId(i),
      label: `job ${i}`,
      kind: "job",
    })),
    spans,
    laneSpans: [],
    settled: Array.from({ length: tasks }, () => ({ at: duration, outcome: "done" })),
    duration,
  };
}

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
