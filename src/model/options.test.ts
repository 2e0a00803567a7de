import { describe, expect, test } from "vitest";
import { modelById } from "../scenario/models.ts";
import type { Plan } from "../scenario/plan.ts";
import { type Ms, taskId } from "../trace/types.ts";
import { PredictionError, type PredictOptions } from "./options.ts";
import { predict } from "./predict.ts";
import { cpu, ends, lettered, requests, run } from "./test-kit.ts";

const good = { lanes: 2, cores: 2 };

/** What stops the prediction; fails if nothing does. */
function refusal(
  plan: Plan,
  options: Partial<PredictOptions> = {},
  model: "thread-pool" | "gil-threads" = "thread-pool",
) {
  try {
    predict(plan, modelById(model), { ...good, ...options });
  } catch (error) {
    if (error instanceof TypeError && "field" in error)
      return error as TypeError & { field: string };
    throw error;
  }
  throw new Error("it was predicted");
}

describe("options that cannot be", () => {
  const bad: [keyof PredictOptions, unknown][] = [
    ...[0, -1, 1.5, Number.NaN, 1025, Number.POSITIVE_INFINITY].map(
      (v): [keyof PredictOptions, number] => ["cores", v],
    ),
    ...[0, Number.NaN, 1e7].map((v): [keyof PredictOptions, number] => ["lanes", v]),
    ["quantum", 0],
    ["quantum", Number.NaN],
    ["switchCost", -1],
    ["switchCost", Number.POSITIVE_INFINITY],
    ["lockSwitchInterval", 0],
    ["discipline", "lottery"],
  ];
  test.each(bad)("%s: %s", (field, value) => {
    const error = refusal(requests(1, cpu(1)), { [field]: value });
    expect(error).toBeInstanceOf(PredictionError);
    expect(error.field).toBe(field);
    expect(error.message.startsWith(`${field}: `)).toBe(true);
  });
  test("costs.switch: -1", () => {
    expect(refusal(requests(1, cpu(1)), { costs: { switch: -1 } }).field).toBe("costs.switch");
  });
});

describe("plans that cannot be", () => {
  test("times that are none, unknown resources, cycles", () => {
    expect(refusal(requests(1, cpu(Number.NaN))).field).toBe("tasks[0].steps[0].estimate");
    expect(refusal(requests(1, cpu(-1))).field).toBe("tasks[0].steps[0].estimate");
    expect(refusal(requests(1, { do: "acquire", resource: "nothing" })).field).toBe(
      "tasks[0].steps[0].resource",
    );
    expect(refusal(lettered([{ priority: Number.NaN }])).field).toBe("tasks[0].priority");
    expect(refusal(lettered([{ payload: -1 }])).field).toBe("tasks[0].payload");
    expect(refusal(lettered([{ after: [taskId(1)] }, { after: [taskId(0)] }])).field).toMatch(
      /after/,
    );
  });
  test("ten million tasks are refused before anyone looks at them", () => {
    const plan: Plan = { ...requests(0), tasks: new Array(10_000_000) };
    expect(refusal(plan).field).toBe("tasks");
  });
  test("a billion retries, and slices that would never end", () => {
    const endless = lettered([{ steps: [cpu(0)], retries: 1e9 }]);
    expect(refusal(endless)).toMatchObject({ field: "tasks", code: "too-large" });
    const long = requests(4, cpu(1e6));
    expect(refusal(long, { quantum: 1e-6, cores: 1 })).toMatchObject({
      field: "quantum",
      code: "too-large",
    });
    expect(refusal(long, { lockSwitchInterval: 1e-6 }, "gil-threads").field).toBe(
      "lockSwitchInterval",
    );
  });
});

test("an aborted prediction stops in the middle and says so", () => {
  let looked = 0;
  const signal = {
    get aborted() {
      looked += 1;
      return looked > 50;
    },
  };
  expect(refusal(requests(1000, cpu(1)), { signal })).toMatchObject({
    code: "aborted",
    field: "signal",
  });
  expect(looked).toBe(51);
});

test("nothing to do is over at once", () => {
  const trace = run(requests(0), "event-loop");
  expect([trace.duration, trace.spans, trace.settled]).toEqual([0, [], []]);
});

test("1024 cores, one core", () => {
  const plan = requests(1024, cpu(10));
  const duration = (cores: number): Ms => run(plan, "thread-pool", { lanes: 1024, cores }).duration;
  expect([duration(1024), duration(512), duration(1)]).toEqual([10, 20, 10_240]);
  expect(ends(run(requests(2, cpu(1)), "thread-per-task", { cores: 1 }))).toEqual([2, 2]);
});

test("the seed is written down and changes nothing else", () => {
  const { provenance, ...one } = run(requests(3, cpu(1)), "m-n", { seed: 7 });
  const { provenance: _, ...two } = run(requests(3, cpu(1)), "m-n", { seed: 8 });
  expect(provenance).toEqual({ kind: "predicted", cores: 8, seed: 7 });
  expect(one).toEqual(two);
});
