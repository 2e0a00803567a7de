import { expect, test } from "vitest";
import { EngineError, type RunRequest } from "../engine/interface.ts";
import { createLab } from "../state/lab.ts";
import { engineOf, find, pair, pictureOf } from "../state/lab-test-kit.ts";
import { consoleHandle } from "./console.ts";
import { predict } from "./console-predict.ts";

const handleOf = (answer = async (request: RunRequest) => pictureOf(request)) => {
  const kit = engineOf(answer);
  const lab = createLab({ engine: kit.engine, scenario: pair, find });
  return { ...kit, lab, overlap: consoleHandle(lab, Promise.resolve(predict)) };
};

test("run does what the Run button does: the page shows the same run", async () => {
  const { lab, overlap } = handleOf();
  const result = await overlap.run({ a: "sequential", seed: 5 });
  expect(Object.keys(result)).toEqual(["a", "b"]);
  expect(result.a?.metrics.makespan).toBe(6);
  expect(result.b?.metrics.executingPeak).toBe(2);
  const { settings, measured } = lab.store.getState();
  expect(settings).toMatchObject({ models: ["sequential", "thread-pool"], seed: 5 });
  expect(Object.values(measured).map(({ trace }) => trace)).toContain(result.a?.trace);
});

test("bad arguments throw at once and change nothing", () => {
  const { lab, overlap, ran } = handleOf();
  const before = lab.store.getState().settings;
  expect(() => overlap.run({ lanes: -1 })).toThrow(TypeError);
  expect(lab.store.getState().settings).toBe(before);
  expect(ran).toEqual([]);
});

test("a run that fails rejects with the sentence the page shows", async () => {
  const { overlap } = handleOf(async () => {
    throw new EngineError("worker-load", "The script did not load.");
  });
  await expect(overlap.run()).rejects.toThrow("The script did not load.");
});

test("a second run while one goes on rejects", async () => {
  const { overlap } = handleOf();
  const first = overlap.run();
  await expect(overlap.run()).rejects.toThrow("A run is going on");
  await first;
});

test("a run while a sweep goes on rejects, and changes nothing", async () => {
  const { lab, overlap, ran } = handleOf();
  lab.claims.claim("sweep");
  const before = lab.store.getState().settings;
  await expect(overlap.run({ seed: 5 })).rejects.toThrow("A sweep is going on");
  expect(lab.store.getState().settings).toBe(before);
  expect(ran).toEqual([]);
});

test("what it gives out can't change the lab", () => {
  const { lab, overlap } = handleOf();
  const state = overlap.state();
  expect(state).toMatchObject({ scenario: "pair", lanes: 2, phase: "idle" });
  Object.assign(state, { lanes: 99 });
  Object.assign(state.knobs, { ms: 99 });
  expect(lab.store.getState().settings).toMatchObject({ lanes: 2, knobs: { ms: 3 } });
  const [first] = overlap.models();
  Object.assign(first ?? {}, { id: "changed" });
  expect(overlap.models()[0]?.id).toBe("sequential");
});

test("it lists scenarios and models as data", () => {
  const { overlap } = handleOf();
  expect(overlap.scenarios().map(({ id }) => id)).toContain("fib");
  expect(overlap.models().map(({ id }) => id)).toContain("thread-per-task");
  expect(JSON.parse(JSON.stringify(overlap.scenarios()))).toEqual(overlap.scenarios());
});
