import { describe, expect, it } from "vitest";
import { sketch } from "../trace/sketch/sketch.ts";
import { laneId, taskId } from "../trace/types.ts";
import { createCollector } from "./trace-collector.ts";
import { IDLE, QUEUED, RUNNING } from "./worker/facts.ts";
import { createTracer } from "./worker/tracer.ts";

const header = {
  provenance: { kind: "predicted", cores: 1, seed: 0 },
  lanes: [{ id: laneId(0), kind: "thread", label: "T1" }],
  tasks: ["a", "b"].map((label, i) => ({ id: taskId(i), label, kind: "job" })),
} as const;

/** Two tasks that nobody settled: a takes the lane at 0, b at 4, the lane idles from `idleAt`. */
function cutRun(idleAt: number) {
  const collector = createCollector(header, []);
  const tracer = createTracer((batch) => collector.add(batch));
  for (const task of [0, 1]) {
    tracer.fact(0, QUEUED, task, 0);
    tracer.fact(4 * task, RUNNING, task, 0);
  }
  tracer.fact(idleAt, IDLE, 0, 0);
  tracer.flush(idleAt);
  collector.addEvents([{ at: 10, task: taskId(0), state: { is: "ready" } }]);
  return collector.build({ by: "loss", error: "lost" });
}

describe("a run whose coordinator was lost with what it had not told", () => {
  it("has a task leave its lane where the lane took the next one or went idle", () => {
    const trace = cutRun(8);
    expect(sketch(trace, { by: "task" })).toBe("a 0000------!\nb qqqq0000--!");
    expect(trace.settled.map((s) => [s.outcome, s.error])).toEqual([
      ["failed", "lost"],
      ["failed", "lost"],
    ]);
  });

  it("ends with its last task's fact, whatever the lanes did later", () => {
    expect(sketch(cutRun(12), { by: "task" })).toBe("a 0000------!\nb qqqq000000!");
  });
});
