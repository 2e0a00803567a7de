import { expect, test } from "vitest";
import type { RunResult } from "../../engine/interface.ts";
import { createLab } from "../lab.ts";
import { engineOf, find, pair, pictureOf } from "../lab-test-kit.ts";
import { withSpeedup } from "./side-speedup.ts";
import { sideViews } from "./side-views.ts";
import { weakMemo } from "./weak-memo.ts";

/** The same run; `read` hears of every look at its spans. */
const watched = (run: RunResult, read: () => void): RunResult => {
  const { spans } = run.trace;
  const trace = Object.defineProperty({ ...run.trace }, "spans", {
    enumerable: true,
    get() {
      read();
      return spans;
    },
  });
  return { ...run, trace };
};

function labOf() {
  let looks = 0;
  const { engine } = engineOf(async (request) => watched(pictureOf(request), () => looks++));
  const lab = createLab({ engine, scenario: pair, find });
  return { lab, views: () => sideViews(lab.store.getState()), looks: () => looks };
}

test("what is derived is computed once for the same inputs, whoever asks, and again for others", () => {
  let computed = 0;
  const sum = weakMemo((...numbers: { n: number }[]) => {
    computed += 1;
    return { sum: numbers.reduce((all, { n }) => all + n, 0) };
  });
  const [one, two] = [{ n: 1 }, { n: 2 }];
  expect(sum(one, two)).toEqual({ sum: 3 });
  expect(sum(one, two)).toBe(sum(one, two));
  expect(computed).toBe(1);
  expect(sum(one)).toEqual({ sum: 1 });
  expect(sum(two, one)).not.toBe(sum(one, two));
  expect(computed).toBe(3);
});

test("undefined is remembered, too", () => {
  let computed = 0;
  const nothing = weakMemo((_: object): undefined => {
    computed += 1;
  });
  const input = {};
  expect([nothing(input), nothing(input)]).toEqual([undefined, undefined]);
  expect(computed).toBe(1);
});

test("speedup is arithmetic on two makespans: no trace is looked at again", async () => {
  const { lab, views, looks } = labOf();
  lab.setModel("a", "sequential");
  await lab.run();
  const before = looks();
  expect(views().map(({ result }) => result?.metrics.speedup?.against)).toEqual([
    "measured",
    "measured",
  ]);
  lab.setKnob("ms", 9);
  lab.setModel("a", "event-loop");
  views();
  withSpeedup(Object.values(lab.store.getState().measured));
  expect(looks()).toBe(before);
});

test("the same state gives the very same views, and so does a change that is none of theirs", async () => {
  const { lab, views } = labOf();
  await lab.run();
  const now = views();
  expect(views()).toBe(now);
  lab.setCursor(1);
  lab.setView("tasks");
  lab.setRepeats(3);
  expect(views()).toBe(now);
});

test("a knob that goes on turning under stale results changes no view", async () => {
  const { lab, views } = labOf();
  await lab.run();
  const fresh = views();
  lab.setKnob("ms", 7);
  const stale = views();
  expect(stale.map((view) => view.stale)).toEqual([true, true]);
  expect(stale.map(({ result }) => result)).toEqual(fresh.map(({ result }) => result));
  expect(stale[0]?.result).toBe(fresh[0]?.result);
  lab.setKnob("ms", 8);
  expect(views()).toBe(stale);
});

test("one side's change leaves the view of the other as it is", async () => {
  const { lab, views } = labOf();
  await lab.run();
  const [a] = views();
  lab.setLanes(3);
  expect(views()[0]).toBe(a);
  expect(views()[1]?.stale).toBe(true);
});

test("a new run has new views", async () => {
  const { lab, views } = labOf();
  await lab.run();
  const before = views();
  await lab.run();
  expect(views()).not.toBe(before);
  expect(views()[0]?.result).not.toBe(before[0]?.result);
});

test("two labs have views of their own", async () => {
  const [one, other] = [labOf(), labOf()];
  await one.lab.run();
  expect(other.views().map(({ result }) => result)).toEqual([undefined, undefined]);
  expect(one.views()).not.toBe(other.views());
});
