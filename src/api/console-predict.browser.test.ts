import { expect, test } from "vitest";
import { compute, planOf, times } from "../plan/draft.ts";
import "../scenario/catalogue-test-kit.ts";
import { createLab } from "../state/lab.ts";
import { engineOf, find, pair, pictureOf } from "../state/lab-test-kit.ts";
import type { PredictArguments } from "./console.ts";
import { predict } from "./console-predict.ts";

const { engine } = engineOf(async (request) => pictureOf(request));
const state = createLab({ engine, scenario: pair, find }).store.getState();

const large = (tasks: number, more: Partial<PredictArguments> = {}): PredictArguments => ({
  plan: planOf(times(tasks, () => ({ label: "x", kind: "x", steps: [compute("fib", 1)] }))),
  model: "thread-pool",
  lanes: 2,
  ...more,
});

test("while large work is predicted, the page has its turns", async () => {
  const answer = predict(large(20_000), state);
  expect(answer).toBeInstanceOf(Promise);
  const order: string[] = [];
  const turn = new Promise<void>((done) => {
    setTimeout(() => {
      order.push("a turn of the page");
      done();
    }, 0);
  });
  const { metrics } = await answer;
  order.push("the answer");
  await turn;
  expect(order).toEqual(["a turn of the page", "the answer"]);
  expect(metrics).toMatchObject({ makespan: 10_000, executingPeak: 2 });
});

test("several that are asked for at once are all answered", async () => {
  const answers = await Promise.all([3000, 5000, 4000].map((n) => predict(large(n), state)));
  expect(answers.map(({ metrics }) => metrics.makespan)).toEqual([1500, 2500, 2000]);
});

test("what a worker refuses names the field, and the next answer is none the worse", async () => {
  const refused = predict(large(3000, { lanes: 3, cores: 1, quantum: 1e-9 }), state);
  const next = predict(large(3000), state);
  await expect(refused).rejects.toThrow(TypeError);
  await expect(refused).rejects.toThrow(/^quantum: /);
  expect((await next).metrics.makespan).toBe(1500);
});
