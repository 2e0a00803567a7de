import { expect, test } from "vitest";
import { createLab } from "./lab.ts";
import { engineOf, find, pair, pictureOf, single } from "./lab-test-kit.ts";
import { createPredictor } from "./prediction/predictor.ts";
import { createTimeView } from "./view.ts";

function stage() {
  const { engine } = engineOf(async (request) => pictureOf(request));
  const lab = createLab({ engine, scenario: pair, find, predictor: createPredictor });
  let time = 0;
  const view = createTimeView(lab.store, () => time);
  return { lab, view, state: view.store.getState, wait: (ms: number) => (time += ms) };
}

test("goes back step by step, and to everything at the end", () => {
  const { view, state } = stage();
  view.show([1, 2], "jump");
  view.show([1.2, 1.4], "jump");
  view.back();
  expect(state().domain).toEqual([1, 2]);
  view.back();
  view.back();
  expect(state().domain).toBeUndefined();
});

test("turns of the wheel in a row are one step, after a pause another", () => {
  const { view, state, wait } = stage();
  for (const to of [9, 8, 7]) {
    view.show([0, to], "smooth");
    wait(50);
  }
  wait(1000);
  view.show([0, 3], "smooth");
  view.back();
  expect(state().domain).toEqual([0, 7]);
  view.back();
  expect(state().domain).toBeUndefined();
});

test("a step to where one is leaves no trace in the history", () => {
  const { view, state } = stage();
  view.show([1, 2], "jump");
  view.show([1, 2], "jump");
  expect(state().history).toHaveLength(1);
});

test("following a replay, however long, leaves the reader's own steps as they were", () => {
  const { view, state, wait } = stage();
  view.show([0, 10], "jump");
  view.show([0, 1], "jump");
  for (let from = 1; from < 100; from++) {
    wait(700);
    view.show([from, from + 1], "follow");
  }
  expect(state().domain).toEqual([99, 100]);
  expect(state().history).toEqual([undefined, [0, 10]]);
  view.back();
  expect(state().domain).toEqual([0, 10]);
});

test("a new run and another scenario begin with everything", async () => {
  const { lab, view, state } = stage();
  view.show([1, 2], "jump");
  view.measure([1, 1.5]);
  await lab.run();
  expect(state()).toMatchObject({ domain: undefined, range: undefined, history: [] });
  view.show([1, 2], "jump");
  lab.setScenario(single.id);
  expect(state().domain).toBeUndefined();
});

test("a measured stretch ends where what is drawn ends, and goes with what it was measured in", () => {
  const { lab } = stage();
  const state = lab.timeView.store.getState;
  const measured = (ms: number) => {
    lab.setKnob("ms", ms);
    return state().range;
  };
  lab.setKnob("ms", 9);
  lab.timeView.measure([4, 8]);
  expect(measured(4)).toEqual([4, 8]);
  expect(measured(3)).toEqual([4, 6]);
  expect(measured(9)).toEqual([4, 6]);
  lab.timeView.measure([10, 16]);
  expect(measured(3)).toBeUndefined();
});
