import { expect, test } from "vitest";
import { fromSketch } from "../../trace/sketch/from-sketch.ts";
import { createLab } from "../lab.ts";
import { engineOf, find, pair, pictureOf } from "../lab-test-kit.ts";
import { createPredictor } from "../prediction/predictor.ts";
import { roundUp, sharedTimeRange, timelineSource } from "./timeline-source.ts";

const a = { key: "a", modelId: "event-loop" } as const;
const b = { key: "b", modelId: "thread-pool" } as const;
const labOf = () =>
  createLab({
    engine: engineOf(async (request) => pictureOf(request)).engine,
    scenario: pair,
    find,
    predictor: createPredictor,
  });

test("the axis of a growing run goes up in round steps", () => {
  expect([0.4, 1, 1.3, 7, 99, 101, 850].map(roundUp)).toEqual([0.4, 1, 1.5, 8, 100, 120, 1000]);
  expect(roundUp(400.00000000000006)).toBe(400);
  expect(roundUp(0)).toBe(1);
});

test("before a run every side draws its prediction, on an axis that goes up in round steps", () => {
  const lab = labOf();
  expect(timelineSource(lab.store.getState(), b)).toMatchObject({
    trace: { provenance: { kind: "predicted" }, duration: 3 },
    ghost: undefined,
    live: false,
  });
  const domains = [3, 4, 5, 6].map((ms) => {
    lab.setKnob("ms", ms);
    return sharedTimeRange(lab.store.getState())[1];
  });
  expect(domains).toEqual([6, 8, 10, 12]);
});

test("after a run, predicted bars lie beneath: those of the settings as they are now", async () => {
  const lab = labOf();
  await lab.run();
  const measured = timelineSource(lab.store.getState(), a)?.trace;
  expect(timelineSource(lab.store.getState(), a)?.ghost?.duration).toBe(6);
  lab.setKnob("ms", 9);
  expect(timelineSource(lab.store.getState(), a)).toMatchObject({
    trace: measured,
    ghost: { duration: 18 },
  });
  expect(sharedTimeRange(lab.store.getState())).toEqual([0, 18]);
});

test("all timelines share one axis as long as the longest run", async () => {
  const lab = labOf();
  await lab.run();
  expect(sharedTimeRange(lab.store.getState())).toEqual([0, 6]);
  lab.setModel("a", "m-n");
  expect(sharedTimeRange(lab.store.getState())).toEqual([0, 6]);
});

test("a growing run is drawn in place of the last result, but not under another model's name", async () => {
  const lab = labOf();
  await lab.run();
  const trace = fromSketch("L0 AB");
  const live = { scenario: "pair", side: "a", modelId: "event-loop", trace } as const;
  const growing = { ...lab.store.getState(), live };
  expect(timelineSource(growing, a)).toMatchObject({ trace, live: true });
  expect(timelineSource(growing, b)?.live).toBe(false);
  const other = timelineSource({ ...growing, live: { ...live, modelId: "m-n" } }, a);
  expect(other).toMatchObject({ live: false, model: { id: "event-loop" } });
});
