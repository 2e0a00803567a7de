import { expect, test } from "vitest";
import { compute, planOf, times, wait, yieldLane } from "../scenario/build.ts";
import { type ExecutionModel, type ModelId, modelById } from "../scenario/models.ts";
import type { Plan } from "../scenario/plan.ts";
import { checkTrace } from "../trace/check.ts";
import { sketch } from "../trace/sketch.ts";
import type { Trace } from "../trace/types.ts";
import type { PredictOptions } from "./options.ts";
import { predict } from "./predict.ts";

function run(
  plan: Plan,
  model: ModelId | ExecutionModel,
  options: Partial<PredictOptions> = {},
): Trace {
  const record = typeof model === "string" ? modelById(model) : model;
  const { trace } = predict(plan, record, { lanes: 4, cores: 8, ...options });
  checkTrace(trace);
  return trace;
}

const cpu = (ms: number) => compute("hash", ms);
const ends = (trace: Trace) => trace.settled.map((s) => s.at);
const requests = (count: number, ...steps: ReturnType<typeof cpu>[]) =>
  planOf(times(count, (i) => ({ label: `R${i}`, kind: "request", steps })));

test("100 requests of (1 CPU, 100 wait, 1 CPU) on an event loop: 201 ms, the first answer at 102", () => {
  const trace = run(requests(100, cpu(1), wait("network", 100), cpu(1)), "event-loop");
  expect(trace.duration).toBe(201);
  expect(Math.min(...ends(trace))).toBe(102);
});

test("10 blocking threads, 100 x (1 CPU + 100 wait): 1010 ms", () => {
  const plan = requests(100, cpu(1), wait("network", 100));
  expect(run(plan, "thread-pool", { lanes: 10, cores: 10 }).duration).toBe(1010);
});

test("four 100 ms tasks under a lock with a 5 ms switch interval end at 385, 390, 395, 400", () => {
  const trace = run(requests(4, cpu(100)), "gil-threads");
  expect(ends(trace)).toEqual([385, 390, 395, 400]);
});

test("a yield goes to the back of the queue: A1 B1 A2 B2", () => {
  const steps = [cpu(10), yieldLane, cpu(10)];
  const plan = planOf(["A", "B"].map((label) => ({ label, kind: "task", steps })));
  console.log(sketch(run(plan, "event-loop"), { by: "lane", msPerChar: 5 } as never));
  console.log(run(plan, "event-loop"));
  expect(run(plan, "thread-pool").duration).toBe(20);
  expect(run(plan, "sequential").duration).toBe(40);
});
