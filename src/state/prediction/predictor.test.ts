import { expect, test } from "vitest";
import type { RunRequest } from "../../engine/interface.ts";
import { compute, planOf, times } from "../../plan/draft.ts";
import { SCENARIOS } from "../../scenario/catalogue-test-kit.ts";
import { knobRange } from "../../scenario/knobs-test-kit.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { createLab, type Lab } from "../lab.ts";
import { engineOf, find, msOf, pair, pictureOf } from "../lab-test-kit.ts";
import type { SideKey } from "../settings.ts";
import { MAX_TASKS_ON_PAGE } from "./on-page.ts";
import { isPredicted } from "./prediction.ts";
import { createPredictor } from "./predictor.ts";

const picture = async (request: RunRequest) => pictureOf(request);

function labOf(scenario: Scenario = pair, answer = picture): Lab {
  return createLab({ engine: engineOf(answer).engine, scenario, find, predictor: createPredictor });
}

const predictedOf = (lab: Lab, side: SideKey) => {
  const prediction = lab.store.getState().predicted[side];
  return isPredicted(prediction) ? prediction : undefined;
};
const makespans = (lab: Lab) =>
  (["a", "b"] as const).map((side) => predictedOf(lab, side)?.metrics.makespan);

test("before any run every side has its prediction, with the speedup against one at a time", () => {
  const lab = labOf();
  expect(makespans(lab)).toEqual([6, 3]);
  expect(predictedOf(lab, "b")?.metrics.speedup).toEqual({ value: 2, against: "predicted" });
  expect(predictedOf(lab, "a")?.trace.provenance).toEqual({ kind: "predicted", cores: 2, seed: 1 });
});

test("a knob's prediction is there in the same turn, and no listener sees the knob without it", () => {
  const lab = labOf();
  const seen: unknown[] = [];
  lab.store.subscribe(({ settings }) => seen.push([settings.knobs.ms, ...makespans(lab)]));
  lab.setKnob("ms", 10);
  expect(makespans(lab)).toEqual([20, 10]);
  for (const each of seen) expect(each).toEqual([10, 20, 10]);
});

test("only the sides that a setting changes are predicted anew; what is no question of work, none", () => {
  const lab = labOf();
  const [a, b] = [predictedOf(lab, "a"), predictedOf(lab, "b")];
  lab.setLanes(1);
  expect(predictedOf(lab, "a")).toBe(a);
  expect(predictedOf(lab, "b")).not.toBe(b);
  expect(makespans(lab)).toEqual([6, 6]);
  const { predicted } = lab.store.getState();
  lab.setView("tasks");
  lab.setRepeats(3);
  lab.setCursor(2);
  expect(lab.store.getState().predicted).toBe(predicted);
});

test("a side that is left out has no prediction", () => {
  const lab = labOf();
  lab.setModel("b", "none");
  expect(Object.keys(lab.store.getState().predicted)).toEqual(["a"]);
});

test("after a run, its calibrated plan is predicted; and the machine it found is kept for other knobs", async () => {
  const fixed: Scenario = {
    ...pair,
    plan(knobs) {
      const ms = msOf(knobs);
      const steps = [compute("fib", ms, 20 + ms)];
      return planOf(times(2, () => ({ label: "f", kind: "f", steps })));
    },
  };
  // this machine takes twice as long as planned
  const lab = labOf(fixed, async (request) => {
    const tasks = request.plan.tasks.map((task) => ({
      ...task,
      steps: task.steps.map((s) => (s.do === "compute" ? { ...s, estimate: s.estimate * 2 } : s)),
    }));
    return { ...pictureOf(request), plan: { ...request.plan, tasks } };
  });
  expect(makespans(lab)).toEqual([6, 3]);
  await lab.run();
  expect(makespans(lab)).toEqual([12, 6]);
  lab.setKnob("ms", 5);
  expect(makespans(lab)).toEqual([20, 10]);
  lab.setKnob("ms", 3);
  expect(makespans(lab)).toEqual([12, 6]);
});

test("computations made to fit a time are not scaled by what a run found", async () => {
  const lab = labOf();
  await lab.run();
  lab.setKnob("ms", 5);
  expect(makespans(lab)).toEqual([10, 5]);
});

test.each([
  [
    "a plan that throws",
    () => {
      throw new Error("no knob");
    },
    /no knob/,
  ],
  [
    "a bad plan",
    () => planOf([{ label: "x", kind: "x", steps: [compute("fib", Number.NaN)] }]),
    /tasks\[0\]\.steps\[0\]\.estimate/,
  ],
  [
    "a time that is none",
    () => planOf([{ label: "x", kind: "x", steps: [], releaseAt: -1 }]),
    /tasks\[0\]\.releaseAt/,
  ],
] as const)("%s is a sentence, and the lab goes on", (_, plan, sentence) => {
  const lab = labOf({
    ...pair,
    plan: (knobs, seed) => (msOf(knobs) === 3 ? plan() : pair.plan(knobs, seed)),
  });
  const { a } = lab.store.getState().predicted;
  expect(a).toMatchObject({ error: expect.stringMatching(sentence) });
  lab.setKnob("ms", 4);
  expect(makespans(lab)).toEqual([8, 4]);
});

test("work over the limit is not predicted in the turn of the knob", async () => {
  const many: Scenario = {
    ...pair,
    plan(knobs, seed) {
      const ms = msOf(knobs);
      const steps = [compute("fib", ms)];
      return ms > 9
        ? planOf(times(MAX_TASKS_ON_PAGE + 1, () => ({ label: "x", kind: "x", steps })))
        : pair.plan(knobs, seed);
    },
  };
  const lab = labOf(many);
  lab.setKnob("ms", 10);
  expect(makespans(lab)).toEqual([undefined, undefined]);
  // a knob that moves on before the large work is done leaves nothing of it behind
  lab.setKnob("ms", 4);
  expect(makespans(lab)).toEqual([8, 4]);
  await new Promise((done) => setTimeout(done, 120));
  expect(makespans(lab)).toEqual([8, 4]);
  lab.dispose();
});

test.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))(
  "%s: every side is predicted at once, at either end of every knob",
  (_, scenario) => {
    const lab = createLab({
      engine: engineOf(picture).engine,
      scenario,
      predictor: createPredictor,
    });
    const sides = scenario.models.map((_model, i) => (["a", "b", "c", "d"] as const)[i] ?? "a");
    const missing = () =>
      sides
        .filter((side) => predictedOf(lab, side) === undefined)
        .map((side) => lab.store.getState().predicted[side]);
    expect(missing()).toEqual([]);
    for (const knob of scenario.knobs) {
      const range = knobRange(knob);
      for (const value of [range[0], range.at(-1)]) {
        lab.setKnob(knob.id, value ?? knob.default);
        expect(missing()).toEqual([]);
      }
    }
  },
);
