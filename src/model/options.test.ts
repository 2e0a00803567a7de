import { describe, expect, test } from "vitest";
import { times } from "../plan/draft.ts";
import { type Costs, type ModelId, modelById } from "../plan/models.ts";
import type { Plan } from "../plan/plan.ts";
import { type Ms, taskId } from "../trace/types.ts";
import { cpu, ends, lettered, requests, run } from "./model-test-kit.ts";
import { PredictionError, type PredictOptions } from "./options.ts";
import { predict } from "./predict.ts";

const good = { lanes: 2, cores: 2 };

/** What stops the prediction; fails if nothing does. */
function refusal(
  plan: Plan,
  options: Partial<PredictOptions> = {},
  model: ModelId = "thread-pool",
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
    ["switchCost", 1e300],
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
  test("millions of retries, and slices that would never end", () => {
    const endless = lettered(times(5, () => ({ steps: [cpu(0)], retries: 1e6 })));
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

/** What passes every check of its own and would still be dealt out in slices for ever. */
describe("machines that cannot be for that plan", () => {
  const sliced = { lanes: 2, cores: 1, quantum: 0.001 };
  const work = lettered(times(3, () => ({ steps: [cpu(1)], payload: 2 ** 20 })));

  test.each<[string, ModelId, Partial<Costs>]>([
    ["creating lanes", "thread-pool", { startLane: 1e6 }],
    ["taking up tasks", "thread-pool", { switch: 1e6 }],
    ["copying", "thread-pool", { copyPerMiB: 1e6 }],
    ["copying to a pool", "loop-and-pool", { copyPerMiB: 1e6 }],
  ])("%s is work that is cut into slices, too", (_, model, costs) => {
    const error = refusal(work, { ...sliced, costs }, model);
    expect(error).toMatchObject({ field: "quantum", code: "too-large" });
    expect(() => run(work, model, { ...sliced, quantum: 1e4, costs })).not.toThrow();
    expect(() => run(work, model, { lanes: 2, cores: 3, quantum: 0.001, costs })).not.toThrow();
  });

  test("the compute lock changes hands while lanes that start take the core", () => {
    const options = { lanes: 4, cores: 1, lockSwitchInterval: 0.001, costs: { startLane: 1e6 } };
    expect(refusal(work, options, "gil-threads").field).toBe("lockSwitchInterval");
  });

  test("a slice must be longer than what times so late can tell apart", () => {
    const late = lettered(times(2, () => ({ steps: [cpu(1000)], releaseAt: 1e12 })));
    expect(refusal(late, { cores: 1, quantum: 1e-4 })).toMatchObject({
      field: "quantum",
      code: "too-large",
    });
    expect(ends(run(late, "thread-pool", { lanes: 2, cores: 1, quantum: 1 }))).toEqual([
      1e12 + 1999,
      1e12 + 2000,
    ]);
    expect(refusal(late, { lockSwitchInterval: 1e-4 }, "gil-threads").field).toBe(
      "lockSwitchInterval",
    );
    const cut = { ...late, cancelAfter: 5 };
    expect(run(cut, "thread-pool", { lanes: 2, cores: 1, quantum: 1e-4 }).duration).toBe(5);
  });

  test("switches between lanes take their time, too", () => {
    const options = { cores: 1, quantum: 0.01, switchCost: 1e12 };
    expect(refusal(work, options).field).toBe("quantum");
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
