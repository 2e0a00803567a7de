import { afterEach, expect, test } from "vitest";
import { compute, planOf, times } from "../../plan/draft.ts";
import { modelById } from "../../plan/models.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { createLab } from "../lab.ts";
import { engineOf, msOf, pair, pictureOf } from "../lab-test-kit.ts";
import { isPredicted, type PredictionRequest } from "./prediction.ts";
import { createPredictionHelper, spawnPredictionWorker } from "./prediction-helper.ts";
import { createPredictor } from "./predictor.ts";

const request = (tasks: number, ms = 1): PredictionRequest => ({
  plan: planOf(times(tasks, () => ({ label: "x", kind: "x", steps: [compute("fib", ms)] }))),
  model: modelById("thread-pool"),
  lanes: 2,
  cores: 2,
  seed: 1,
});
const makespanOf = (outcome: unknown) =>
  typeof outcome === "object" && outcome !== null && "metrics" in outcome
    ? (outcome.metrics as { makespan: number }).makespan
    : outcome;

let clear = () => {};
afterEach(() => clear());

function helperOf(spawn = spawnPredictionWorker) {
  const spawned: Worker[] = [];
  const helper = createPredictionHelper(() => {
    const worker = spawn();
    spawned.push(worker);
    return worker;
  });
  clear = helper.dispose;
  return { helper, spawned };
}

test("one worker answers one question after the other", async () => {
  const { helper, spawned } = helperOf();
  expect(makespanOf(await helper.predict(request(10)))).toBe(5);
  expect(makespanOf(await helper.predict(request(20)))).toBe(10);
  expect(spawned).toHaveLength(1);
});

test("a new question cancels the one before, and both settle", async () => {
  const { helper, spawned } = helperOf();
  const ends = await Promise.all([helper.predict(request(50_000)), helper.predict(request(4))]);
  expect(ends.map(makespanOf)).toEqual(["cancelled", 2]);
  expect(spawned).toHaveLength(2);
});

test("cancel and dispose settle what is pending", async () => {
  const { helper } = helperOf();
  const first = helper.predict(request(50_000));
  helper.cancel();
  expect(await first).toBe("cancelled");
  const second = helper.predict(request(50_000));
  helper.dispose();
  expect(await second).toBe("cancelled");
});

test("a script that is not there ends in a sentence, and the next question is answered", async () => {
  let broken = true;
  const { helper } = helperOf(() =>
    broken ? new Worker("/no-such-script.js", { type: "module" }) : spawnPredictionWorker(),
  );
  expect(await helper.predict(request(4))).toEqual({ error: expect.stringContaining("worker") });
  broken = false;
  expect(makespanOf(await helper.predict(request(4)))).toBe(2);
});

test("what can't be predicted says why", async () => {
  const { helper } = helperOf();
  const outcome = await helper.predict({ ...request(1), cores: 0 });
  expect(outcome).toEqual({
    error: expect.stringContaining("cores: must be"),
    fault: expect.stringMatching(/^cores: must be/),
  });
});

test("a lab predicts large work once its knob rests, and only what the knob came to", async () => {
  const large: Scenario = { ...pair, plan: (knobs) => request(3000, msOf(knobs)).plan };
  const kit = engineOf(async (asked) => pictureOf(asked));
  const lab = createLab({ engine: kit.engine, scenario: large, predictor: createPredictor });
  clear = lab.dispose;
  const seen = new Set<unknown>();
  const both = new Promise<void>((done) => {
    lab.store.subscribe(({ predicted: { a, b } }) => {
      for (const side of [a, b]) if (isPredicted(side)) seen.add(side.metrics.makespan);
      if (a !== undefined && b !== undefined) done();
    });
  });
  for (const ms of [4, 5, 6, 7]) lab.setKnob("ms", ms);
  await both;
  expect([...seen]).toEqual([21_000, 10_500]);
});
