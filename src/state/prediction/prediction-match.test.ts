import { expect, test } from "vitest";
import { sideViews } from "../derived/side-views.ts";
import { createLab } from "../lab.ts";
import { engineOf, find, pair, pictureOf, stoppedRun } from "../lab-test-kit.ts";
import { isPredictionOf } from "./prediction-match.ts";
import { createPredictor } from "./predictor.ts";

async function ranLab(answer: typeof pictureOf | typeof stoppedRun = pictureOf) {
  const { engine } = engineOf(async (request) => answer(request));
  const lab = createLab({ engine, scenario: pair, find, predictor: createPredictor });
  await lab.run();
  const matches = () => {
    const state = lab.store.getState();
    const [a] = sideViews(state);
    return isPredictionOf(state.predicted.a, a?.result);
  };
  return { lab, matches };
}

test("a prediction belongs to the whole run of the very same settings", async () => {
  const { lab, matches } = await ranLab();
  expect(matches()).toBe(true);
  lab.setKnob("ms", 9);
  expect(matches()).toBe(false);
  lab.setKnob("ms", 3);
  expect(matches()).toBe(true);
});

test("none belongs to a run that was stopped, or to none", async () => {
  const { matches } = await ranLab(stoppedRun);
  expect(matches()).toBe(false);
  expect(isPredictionOf(undefined, undefined)).toBe(false);
});
