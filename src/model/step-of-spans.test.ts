import { describe, expect, test } from "vitest";
import { wait, yieldLane } from "../plan/draft.ts";
import type { Step } from "../plan/plan.ts";
import { type Ms, type Span, type Trace, taskId } from "../trace/types.ts";
import { cpu, lettered, run } from "./model-test-kit.ts";

const acquire: Step = { do: "acquire", resource: "lock" };
const release: Step = { do: "release", resource: "lock" };
const lock = { resources: [{ id: "lock", capacity: 1, whenFull: "block" as const }] };

const words = ({ start, end, state, step }: Span): string =>
  `${state.is} ${step ?? "-"} ${start}-${end}`;
/** A task's spans: "running 0 0-5", with - for no step. */
const lifeOf = (trace: Trace, task = 0): string[] =>
  trace.spans.filter((span) => span.task === taskId(task)).map(words);

/** One task on one thread. */
const alone = (steps: readonly Step[], rest: { retries?: number } = {}): string[] =>
  lifeOf(run(lettered([{ steps, ...rest }], lock), "sequential"));

describe("the predicted machine says which step a span is of", () => {
  test("computations that follow each other are two spans", () => {
    expect(alone([cpu(2), cpu(3)])).toEqual(["running 0 0-2", "running 1 2-5"]);
  });

  test("so are waits", () => {
    expect(alone([wait("network", 2), wait("network", 3)])).toEqual([
      "waiting 0 0-2",
      "waiting 1 2-5",
    ]);
  });

  test("steps that take no time have no span, and count", () => {
    expect(alone([acquire, cpu(2), release, cpu(0), cpu(3)])).toEqual([
      "running 1 0-2",
      "running 4 2-5",
    ]);
  });

  test("who is queued is at none, who is blocked at the step that acquires, who is ready at the next", () => {
    const steps = [acquire, cpu(4), release, cpu(1)];
    const trace = run(lettered([{ steps }, { steps }, { steps: [cpu(3)] }], lock), "m-n", {
      lanes: 2,
    });
    expect(lifeOf(trace, 0)).toEqual(["running 1 0-4", "running 3 4-5"]);
    expect(lifeOf(trace, 1)).toEqual(["blocked 0 0-4", "running 1 4-8", "running 3 8-9"]);
    expect(lifeOf(trace, 2)).toEqual(["running 0 0-3"]);
    const busy = run(lettered([{ steps }, { steps }, { steps: [cpu(9)] }], lock), "m-n", {
      lanes: 1,
    });
    expect(lifeOf(busy, 1)).toEqual(["queued - 0-5", "running 1 5-9", "running 3 9-10"]);
    expect(lifeOf(busy, 2)).toEqual(["queued - 0-10", "running 0 10-19"]);
  });

  test("a yield and a wait that freed the lane are followed by the step that comes next", () => {
    const two = [
      { steps: [cpu(1), yieldLane, cpu(1), wait("disk", 1), cpu(1)] },
      { steps: [cpu(4)] },
    ];
    expect(lifeOf(run(lettered(two), "event-loop"))).toEqual([
      "running 0 0-1",
      "ready 2 1-5",
      "running 2 5-6",
      "waiting 3 6-7",
      "running 4 7-8",
    ]);
  });

  test("past the last step it is at none", () => {
    const two = [{ steps: [cpu(1), wait("disk", 1)] }, { steps: [cpu(4)] }];
    expect(lifeOf(run(lettered(two), "event-loop"))).toEqual([
      "running 0 0-1",
      "waiting 1 1-2",
      "ready - 2-5",
    ]);
  });

  test("a retry starts again from the first step, the last attempt's end is at none", () => {
    const late: Step = { do: "wait", on: "network", for: 9, timeout: 2 };
    expect(alone([cpu(1), late], { retries: 1 })).toEqual([
      ...["running 0 0-1", "waiting 1 1-3"],
      ...["running 0 3-4", "waiting 1 4-6"],
    ]);
    const two = [{ steps: [cpu(1), late], retries: 1 }, { steps: [cpu(4), cpu(4)] }];
    expect(lifeOf(run(lettered(two), "event-loop"))).toEqual([
      ...["running 0 0-1", "waiting 1 1-3", "ready 0 3-9"],
      ...["running 0 9-10", "waiting 1 10-12"],
    ]);
  });

  test("under a compute lock the blocked step is the one that is to compute", () => {
    const trace = run(
      lettered([{ steps: [cpu(3)] }, { steps: [yieldLane, cpu(3)] }]),
      "gil-threads",
      {
        lanes: 2,
      },
    );
    expect(lifeOf(trace, 1)).toEqual(["blocked 1 0-3", "running 1 3-6"]);
  });

  test("a computation that goes to a pool and comes back keeps its step", () => {
    const two = [{ steps: [cpu(2), cpu(1)] }, { steps: [cpu(3)] }];
    const trace = run(lettered(two), "loop-and-pool", { lanes: 1 });
    expect(lifeOf(trace, 0)).toEqual(["running 0 0-2", "ready 1 2-5", "running 1 5-6"]);
  });

  test.each<[string, Ms]>([
    ["ideal sharing", Number.POSITIVE_INFINITY],
    ["time slices", 1],
  ])("%s of a core cuts no computation into several spans", (_, quantum) => {
    const tasks = [{ steps: [cpu(2), cpu(2)] }, { steps: [cpu(2), cpu(2)] }];
    const trace = run(lettered(tasks), "thread-pool", {
      lanes: 2,
      cores: 1,
      ...(Number.isFinite(quantum) ? { quantum } : {}),
    });
    const running = (task: number) =>
      trace.spans.filter((s) => s.task === task && s.state.is === "running").map((s) => s.step);
    expect([running(0), running(1)]).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });
});
