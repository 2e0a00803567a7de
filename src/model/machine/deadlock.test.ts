import { describe, expect, test } from "vitest";
import { wait } from "../../plan/draft.ts";
import { modelById } from "../../plan/models.ts";
import type { Plan, PlannedTask, Step } from "../../plan/plan.ts";
import { checkTrace } from "../../trace/check.ts";
import { taskId } from "../../trace/types.ts";
import { byTask, cpu, lettered } from "../model-test-kit.ts";
import { type Prediction, predict } from "../predict.ts";

const acquire = (resource: string): Step => ({ do: "acquire", resource });
const release = (resource: string): Step => ({ do: "release", resource });
const mutexes = (...ids: string[]) =>
  ids.map((id) => ({ id, capacity: 1, whenFull: "block" as const }));

function stuck(
  plan: Plan,
  model: "thread-pool" | "event-loop" = "thread-pool",
  lanes = 4,
): Prediction {
  const prediction = predict(plan, modelById(model), { lanes, cores: 8 });
  checkTrace(prediction.trace);
  return prediction;
}

/** Two tasks take two locks, each with 2 ms between the first and the second. */
const twoLocks = (second: readonly [string, string], rest: Partial<Plan> = {}): Plan => {
  const steps = ([a, b]: readonly [string, string]) => [
    acquire(a),
    cpu(2),
    acquire(b),
    cpu(1),
    release(b),
    release(a),
  ];
  return lettered([{ steps: steps(["left", "right"]) }, { steps: steps(second) }], {
    resources: mutexes("left", "right"),
    ...rest,
  });
};

describe("two locks in opposite order", () => {
  test("the cycle is named, the first one fails so that the other can go on", () => {
    const { trace, deadlock } = stuck(twoLocks(["right", "left"]));
    expect(deadlock?.at).toBe(2);
    expect(deadlock?.closed).toBe(true);
    expect(deadlock?.cycle).toEqual([
      { task: 0, waitsFor: "right" },
      { task: 1, waitsFor: "left" },
    ]);
    expect(deadlock?.text).toBe(
      "Deadlock: A waits for right, held up by B; B waits for left, held up by A.",
    );
    expect(byTask(trace)).toEqual(["A 00!", "B 111|"]);
    expect(trace.settled[0]?.error).toBe(deadlock?.text);
  });

  test("with a watchdog (cancelAfter) both stop, in the picture too", () => {
    const { trace, deadlock } = stuck(twoLocks(["right", "left"], { cancelAfter: 5 }));
    expect(deadlock?.at).toBe(2);
    expect(byTask(trace)).toEqual(["A 00XXX/", "B 11XXX/"]);
  });

  test("a deadline resolves it: that is no deadlock any more", () => {
    const plan = twoLocks(["right", "left"]);
    const tasks = plan.tasks.map((t, i) => (i === 1 ? { ...t, deadline: 4 } : t));
    const { trace, deadlock } = stuck({ ...plan, tasks });
    expect(deadlock).toBeUndefined();
    expect(byTask(trace)).toEqual(["A 00XX0|", "B 11XX@"]);
  });

  test("in one order it cannot happen", () => {
    const { trace, deadlock } = stuck(twoLocks(["left", "right"]));
    expect(deadlock).toBeUndefined();
    expect(byTask(trace)).toEqual(["A 000|", "B XXX111|"]);
  });
});

test("five philosophers who all take their left fork first", () => {
  const forks = ["f0", "f1", "f2", "f3", "f4"];
  const plan = lettered(
    forks.map((left, i) => ({
      steps: [acquire(left), wait("timer", 1), acquire(forks[(i + 1) % 5] ?? "")],
    })),
    { resources: mutexes(...forks) },
  );
  const { deadlock } = stuck(plan, "event-loop");
  expect(deadlock?.cycle.map((s) => s.task)).toEqual([0, 1, 2, 3, 4]);
});

test("who only waits for a circle is not the one that fails", () => {
  const [a, b] = twoLocks(["right", "left"]).tasks;
  const bystander = { steps: [wait("timer", 1), acquire("left"), cpu(1)] };
  const plan = lettered([bystander, { steps: a?.steps ?? [] }, { steps: b?.steps ?? [] }], {
    resources: mutexes("left", "right"),
  });
  const { trace, deadlock } = stuck(plan);
  expect(deadlock?.cycle.map((s) => s.task)).toEqual([1, 2]);
  expect(trace.settled.map((s) => s.outcome)).toEqual(["done", "failed", "done"]);
});

test("every circle of many loses one task of its own", () => {
  const pair = (i: number) => {
    const [left, right] = [`l${i}`, `r${i}`];
    return [
      { steps: [wait("timer", 1), acquire(left)] },
      { steps: [acquire(left), wait("timer", 1), acquire(right)] },
      { steps: [acquire(right), wait("timer", 1), acquire(left)] },
    ];
  };
  const circles = Array.from({ length: 20 }, (_, i) => i);
  const plan = lettered(circles.flatMap(pair), {
    resources: mutexes(...circles.flatMap((i) => [`l${i}`, `r${i}`])),
  });
  const { trace } = stuck(plan, "event-loop");
  expect(trace.settled.map((s) => s.outcome)).toEqual(
    circles.flatMap(() => ["done", "failed", "done"]),
  );
});

test("a circle of a hundred is closed, and named in a sentence that can be read", () => {
  const forks = Array.from({ length: 100 }, (_, i) => `f${i}`);
  const plan = lettered(
    forks.map((left, i) => ({
      label: `P${i}`,
      steps: [acquire(left), wait("timer", 1), acquire(forks[(i + 1) % 100] ?? "")],
    })),
    { resources: mutexes(...forks) },
  );
  const { deadlock } = stuck(plan, "event-loop");
  expect(deadlock?.closed).toBe(true);
  expect(deadlock?.cycle).toHaveLength(100);
  expect(deadlock?.text).toMatch(
    /^Deadlock: P0 waits for f1, held up by P1; .*; P7 waits for f8, held up by P8; …; P99 waits for f0, held up by P0\.$/,
  );
});

test("a task that takes its own lock twice waits for itself", () => {
  const { deadlock } = stuck(
    lettered([{ steps: [acquire("m"), acquire("m")] }], { resources: mutexes("m") }),
  );
  expect(deadlock?.text).toBe("Deadlock: A waits for m, held up by A.");
});

test("thread starvation: the lanes are held by tasks that wait for one that gets no lane", () => {
  const waiting = { steps: [{ do: "take", channel: "pipe" } as const] };
  const plan = lettered(
    [
      waiting,
      waiting,
      { steps: [cpu(1), { do: "put", channel: "pipe" }, { do: "put", channel: "pipe" }] },
    ],
    {
      channels: [{ id: "pipe", capacity: 1 }],
    },
  );
  const { deadlock } = stuck(plan, "thread-pool", 2);
  expect(deadlock?.text).toBe(
    "Deadlock: A waits for pipe, held up by C; C waits for a lane, held up by A.",
  );
  expect(stuck(plan, "event-loop").deadlock).toBeUndefined();
});

test("without a circle the one fails that waits for what will never come", () => {
  const plan = lettered(
    [
      { steps: [wait("timer", 1), acquire("m"), cpu(1)] },
      { steps: [acquire("m"), { do: "take", channel: "pipe" }] },
    ],
    { resources: mutexes("m"), channels: [{ id: "pipe", capacity: 1 }] },
  );
  const { trace, deadlock } = stuck(plan);
  expect(deadlock?.text).toBe(
    "Deadlock: A waits for m, held up by B; B waits for pipe, which nobody is left to give.",
  );
  expect(trace.settled.map((s) => s.outcome)).toEqual(["done", "failed"]);
});

test("an item that nobody will put: stuck, but no circle", () => {
  const plan = lettered(
    [{ steps: [{ do: "take", channel: "pipe" }] }, { steps: [cpu(1)], after: [taskId(0)] }],
    {
      channels: [{ id: "pipe", capacity: 1 }],
    },
  );
  const { trace, deadlock } = stuck(plan);
  expect(deadlock?.closed).toBe(false);
  expect(deadlock?.stuck).toEqual([0]);
  expect(deadlock?.text).toBe("Deadlock: A waits for pipe, which nobody is left to give.");
  expect(trace.settled.map((s) => s.outcome)).toEqual(["failed", "done"]);
});

test("it is noticed when it comes about, not when the deadline of a task that has settled comes by", () => {
  const plan = twoLocks(["right", "left"]);
  const late = { ...plan.tasks[0], id: taskId(2), label: "C", steps: [cpu(1)], deadline: 1000 };
  const { trace, deadlock } = stuck({ ...plan, tasks: [...plan.tasks, late as PlannedTask] });
  expect(deadlock?.at).toBe(2);
  expect(byTask(trace)).toEqual(["A 00!", "B 111|", "C 2|"]);
});

test("fifty thousand takers of nothing are told so without a freeze", () => {
  const takers = Array.from({ length: 50_000 }, () => ({
    steps: [{ do: "take", channel: "pipe" } as const],
  }));
  const { trace } = stuck(
    lettered(takers, { channels: [{ id: "pipe", capacity: 1 }] }),
    "event-loop",
  );
  expect(
    trace.settled.every((s) => s.outcome === "failed" && s.error?.startsWith("Deadlock: ")),
  ).toBe(true);
});
