import { expect, test } from "vitest";
import { untangle } from "./order.ts";
import { laneId, type TaskState, type TraceEvent, taskId } from "./types.ts";

const task = taskId(0);
const ready: TaskState = { is: "ready" };
const done: TaskState = { is: "settled", outcome: "done" };
const on = (lane: number): TaskState => ({ is: "running", lane: laneId(lane) });
const facts = (...told: readonly (readonly [at: number, state: TaskState])[]): TraceEvent[] =>
  told.map(([at, state]) => ({ at, task, state }));

test("a task that settles at the instant at which its loop takes it back ran before it settled", () => {
  // the settlement came first: another worker wrote it
  const told = facts([0, on(1)], [0.115, ready], [0.21, done], [0.21, on(0)]);
  expect(untangle(told, 0.1)).toEqual(
    facts([0, on(1)], [0.115, ready], [0.21, on(0)], [0.21, done]),
  );
});

test("a hand-over that two clocks got backwards is put right, and one further apart is not", () => {
  const told = facts([0, on(0)], [5.002, on(1)], [5.004, ready], [9, done]);
  const right = facts([0, on(0)], [5.002, ready], [5.004, on(1)], [9, done]);
  expect(untangle(told, 0.005)).toEqual(right);
  expect(untangle(told, 0.001)).toBe(told);
});
