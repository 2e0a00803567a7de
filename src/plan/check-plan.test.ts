import { describe, expect, test } from "vitest";
import { taskId } from "../trace/types.ts";
import { checkPlan } from "./check-plan.ts";
import { PlanError } from "./check-values.ts";
import { compute, planOf, type TaskDraft, times, wait } from "./draft.ts";
import type { Plan, Step } from "./plan.ts";

const rest: Partial<Plan> = {
  resources: [{ id: "lock", capacity: 1, whenFull: "block" }],
  channels: [{ id: "jobs", capacity: "unbounded" }],
};
const draft = (part: Partial<TaskDraft>): TaskDraft => ({
  label: "T",
  kind: "task",
  steps: [],
  ...part,
});
const withStep = (step: unknown): Plan => planOf([draft({ steps: [step as Step] })], rest);
const withTask = (part: object): Plan => planOf([draft(part)], rest);
const idsOf = (...ids: number[]) => ids.map(taskId);

function errorOf(plan: unknown): PlanError {
  try {
    checkPlan(plan as Plan);
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error("the plan was accepted");
}

describe("checkPlan", () => {
  test("accepts every kind of step, used as it should be", () => {
    const steps: Step[] = [
      compute("fib", 5, 20),
      wait("network", 0),
      { do: "wait", on: "disk", for: 5, timeout: 3 },
      { do: "acquire", resource: "lock" },
      { do: "release", resource: "lock" },
      { do: "put", channel: "jobs" },
      { do: "take", channel: "jobs" },
    ];
    expect(() =>
      checkPlan(planOf([draft({ steps, deadline: 9, retries: 2 })], rest)),
    ).not.toThrow();
  });

  test.each<[string, unknown, string]>([
    ["limit", { ...planOf([]), limit: 3 }, "a plan: tasks, resources"],
    ["tasks[0].timeout", withTask({ timeout: 3 }), "a task: id, label"],
    [
      "tasks[0].steps[0].blocking",
      withStep({ ...wait("network", 5), blocking: true }),
      'the step "wait": do, on, for, timeout',
    ],
    ["tasks[0].steps[0].on", withStep({ ...compute("fib", 5), on: "pool" }), 'the step "compute"'],
    [
      "resources[0].perSecond",
      planOf([], {
        resources: [{ id: "a", capacity: 1, whenFull: "block", perSecond: 5 } as never],
      }),
      "a resource: id, capacity",
    ],
    [
      "channels[0].size",
      planOf([], { channels: [{ id: "a", capacity: 1, size: 5 } as never] }),
      "a channel: id, capacity",
    ],
  ])("refuses the field %s, which nobody would read", (field, plan, of) => {
    expect(errorOf(plan)).toMatchObject({ field });
    expect(errorOf(plan).what).toContain(`is no field of ${of}`);
  });

  test("accepts a plan without tasks, and a task without steps", () => {
    expect(() => checkPlan(planOf([]))).not.toThrow();
    expect(() => checkPlan(planOf([draft({})]))).not.toThrow();
  });

  test.each<[string, unknown]>([
    ["plan", null],
    ["tasks", { tasks: {}, resources: [], channels: [] }],
    ["resources", {}],
    ["channels", { tasks: [], resources: [] }],
    ["tasks[0]", { tasks: new Array(3), resources: [], channels: [] }],
    ["tasks[0].id", { tasks: [{ id: 1 }], resources: [], channels: [] }],
    ["tasks[0].label", withTask({ label: "" })],
    ["tasks[0].kind", withTask({ kind: 3 })],
    ["tasks[0].releaseAt", withTask({ releaseAt: -1 })],
    ["tasks[0].deadline", withTask({ deadline: Number.NaN })],
    ["tasks[0].releaseAt", withTask({ releaseAt: 1.1e12 })],
    ["tasks[0].payload", withTask({ payload: 1e300 })],
    ["tasks[0].retries", withTask({ retries: 1.5 })],
    ["tasks[0].retries", withTask({ retries: 3e9 })],
    ["tasks[0].after", withTask({ after: "0" })],
    ["tasks[0].after[0]", withTask({ after: idsOf(1) })],
    ["tasks[0].after[0]", withTask({ after: idsOf(-1) })],
    ["tasks[0].steps", withTask({ steps: undefined })],
    ["tasks[0].steps[0]", withStep(null)],
    ["tasks[0].steps[0].do", withStep({ do: "sleep" })],
    ["tasks[0].steps[0].job", withStep({ do: "compute", job: "toString", size: 1, estimate: 1 })],
    ["tasks[0].steps[0].job", withStep({ do: "compute", job: Object.create(null) })],
    ["tasks[0].steps[0].size", withStep({ do: "compute", job: "fib", size: 0, estimate: 1 })],
    ["tasks[0].steps[0].size", withStep({ do: "compute", job: "fib", size: 1.5, estimate: 1 })],
    ["tasks[0].steps[0].estimate", withStep(compute("fib", Number.POSITIVE_INFINITY))],
    ["tasks[0].steps[0].on", withStep({ do: "wait", on: "luck", for: 1 })],
    ["tasks[0].steps[0].for", withStep(wait("timer", -0.1))],
    ["tasks[0].steps[0].for", withStep(wait("timer", 1e308))],
    ["tasks[0].steps[0].for", withStep({ do: "wait", on: "timer", for: "5" })],
    ["tasks[0].steps[0].timeout", withStep({ ...wait("timer", 1), timeout: Number.NaN })],
    ["tasks[0].steps[0].resource", withStep({ do: "acquire", resource: "look" })],
    ["tasks[0].steps[0]", withStep({ do: "release", resource: "lock" })],
    ["tasks[0].steps[0].channel", withStep({ do: "take", channel: "lock" })],
    ["cancelAfter", planOf([], { cancelAfter: -5 })],
    [
      "resources[0].capacity",
      planOf([], { resources: [{ id: "a", capacity: 0, whenFull: "block" }] }),
    ],
    ["resources[0].whenFull", { tasks: [], channels: [], resources: [{ id: "a", capacity: 1 }] }],
    ["channels[0].capacity", planOf([], { channels: [{ id: "a", capacity: 0.5 }] })],
    [
      "channels[1].id",
      planOf([], {
        channels: [
          { id: "a", capacity: 1 },
          { id: "a", capacity: 2 },
        ],
      }),
    ],
  ])("names %s", (field, plan) => {
    const error = errorOf(plan);
    expect(error.field).toBe(field);
    expect(error.message.startsWith(`${field}: `)).toBe(true);
    expect(error).toBeInstanceOf(TypeError);
  });

  test("names the tasks of a cycle, and only those", () => {
    const plan = planOf([
      draft({ label: "start" }),
      draft({ label: "a", after: idsOf(0, 3) }),
      draft({ label: "b", after: idsOf(1) }),
      draft({ label: "c", after: idsOf(2) }),
      draft({ label: "end", after: idsOf(3) }),
    ]);
    expect(errorOf(plan).message).toMatch(
      /^tasks\[\d\]\.after: tasks wait for one another: "\w" after "\w" after "\w" after "\w"$/,
    );
    expect(errorOf(plan).message).not.toMatch(/start|end/);
  });

  test("a task that waits for itself is a cycle; one that waits twice for another is not", () => {
    expect(errorOf(planOf([draft({ label: "x", after: idsOf(0) })])).message).toContain(
      '"x" after "x"',
    );
    expect(() => checkPlan(planOf([draft({}), draft({ after: idsOf(0, 0) })]))).not.toThrow();
  });

  test("a long cycle makes a short sentence, and a chain of 50 000 tasks no deep recursion", () => {
    const chain = times(50_000, (i) =>
      draft({ label: `t${i}`, after: idsOf(...(i === 0 ? [] : [i - 1])) }),
    );
    expect(() => checkPlan(planOf(chain))).not.toThrow();
    const ring = [draft({ label: "t0", after: idsOf(49_999) }), ...chain.slice(1)];
    expect(errorOf(planOf(ring)).message.length).toBeLessThan(200);
  });

  test("refuses more than a million tasks without looking at them", () => {
    expect(errorOf({ tasks: new Array(1_000_001), resources: [], channels: [] }).message).toContain(
      "1000001",
    );
  });
});
